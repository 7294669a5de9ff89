/** The tokens that the lanes are drawn with, resolved for the theme that is on the page. */
const TOKENS = [
  'panel',
  'sunk',
  'ink-1',
  'ink-2',
  'ink-3',
  'line-1',
  'line-2',
  'good',
  'good-bg',
  'warn',
  'warn-bg',
  'bad',
  'bad-bg',
  'conv-a',
  'conv-b',
  'conv-c',
  'conv-d',
  'conv-e',
  'conv-f',
] as const;

/** The name of one colour of the palette. */
export type Token = (typeof TOKENS)[number];

/** Colours by token, and the two fonts. */
export type Palette = Readonly<Record<Token, string>> & { readonly ui: string; readonly mono: string };

/** Reads the tokens off the page as it is now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const colors = Object.fromEntries(TOKENS.map((token) => [token, read(token)])) as Record<Token, string>;
  return { ...colors, ui: read('font-ui'), mono: read('font-mono') };
}

/** The colour of a conversation. */
export function colorOf(palette: Palette, letter: string): string {
  const token = `conv-${letter.charAt(0).toLowerCase()}`;
  return token in palette ? palette[token as Token] : palette['ink-1'];
}
