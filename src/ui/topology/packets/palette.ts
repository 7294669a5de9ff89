/** The tokens that packets are drawn with. */
const TOKENS = [
  'chart',
  'raise',
  'panel',
  'ink-1',
  'ink-2',
  'ink-3',
  'line-2',
  'bad',
  'bad-bg',
  'warn',
  'conv-a',
  'conv-b',
  'conv-c',
  'conv-d',
  'conv-e',
  'conv-f',
] as const;

type Token = (typeof TOKENS)[number];

/** Colours by token, and the two fonts, as the page's theme has them. */
export type Palette = Readonly<Record<Token, string>> & { readonly ui: string; readonly mono: string };

/** Reads the tokens off the page. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const colors = Object.fromEntries(TOKENS.map((token) => [token, read(token)])) as Record<Token, string>;
  return { ...colors, ui: read('font-ui'), mono: read('font-mono') };
}

/** The colour of a conversation: by its letter; an index after the letter shares the colour. */
export function colorOf(palette: Palette, letter: string): string {
  const token = `conv-${letter.charAt(0).toLowerCase()}`;
  return token in palette ? palette[token as Token] : palette['ink-1'];
}
