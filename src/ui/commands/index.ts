export { CommandButton } from './command-button.tsx';
export { KEY_LINES, type KeyActions, useKeyboard } from './keyboard.ts';
