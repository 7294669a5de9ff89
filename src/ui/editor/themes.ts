import { monaco } from './monaco.ts';

/** Reads a colour of the page's theme as Monaco wants it: six hex digits, where a built style sheet may have shortened it to three. */
function token(name: string): string {
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return /^#[0-9a-f]{3,4}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
}

const bare = (colour: string): string => colour.replace('#', '');

/** Makes Monaco's theme from the page's own tokens, so that no colour is named twice. Call after `data-theme` has changed. */
export function takeTheme(theme: 'light' | 'dark'): void {
  const [ink1, ink2, ink3, line2] = ['--ink-1', '--ink-2', '--ink-3', '--line-2'].map(token) as [
    string,
    string,
    string,
    string,
  ];
  monaco.editor.defineTheme('portolan', {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare(ink1) },
      { token: 'type', foreground: bare(ink2) },
      { token: 'comment', foreground: bare(ink3), fontStyle: 'italic' },
      { token: 'string', foreground: bare(ink1) },
      // Monaco's own themes have a colour for this very token, which an inherited rule does not cover.
      { token: 'string.yaml', foreground: bare(ink1) },
      { token: 'number', foreground: bare(ink1) },
      { token: 'keyword', foreground: bare(ink1) },
      { token: 'operators', foreground: bare(ink3) },
    ],
    colors: {
      'editor.background': token('--panel'),
      'editor.foreground': ink1,
      'editorLineNumber.foreground': ink3,
      'editorLineNumber.activeForeground': ink1,
      'editor.lineHighlightBackground': token('--sunk'),
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': token('--line-1'),
      'editorIndentGuide.activeBackground1': line2,
      'editorError.foreground': token('--bad'),
      'editorWarning.foreground': token('--warn'),
      'editorWidget.background': token('--raise'),
      'editorWidget.border': token('--line-1'),
      focusBorder: token('--focus'),
    },
  });
  monaco.editor.setTheme('portolan');
}
