import { findPlace, light, lightLine, store } from '../store/index.ts';
import { fileIn } from './models.ts';
import type { monaco } from './monaco.ts';

/** Real milliseconds for which something must be pointed at before it lights up. */
const HOVER = 90;

/** A longer text is not looked into while somebody moves over it (letters). */
const LONGEST = 400_000;

type Editor = monaco.editor.IStandaloneCodeEditor;

/** The line under the caret, and under the pointer while rules are looked at, lights up what comes from it. */
function lightFrom(editor: Editor): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const soon = (by: 'caret' | 'pointer', line: number): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const model = editor.getModel();
      if (model && model.getValueLength() <= LONGEST) void lightLine(by, model.getValue(), line);
    }, HOVER);
  };
  const toCaret = (): void => soon('caret', editor.getPosition()?.lineNumber ?? 1);
  const subscriptions = [
    editor.onDidChangeCursorPosition(({ position }) => editor.hasTextFocus() && soon('caret', position.lineNumber)),
    editor.onDidFocusEditorText(toCaret),
    editor.onMouseMove(({ target }) => {
      if (target.position) soon('pointer', target.position.lineNumber);
    }),
    editor.onMouseLeave(() => {
      clearTimeout(pause);
      if (editor.hasTextFocus()) toCaret();
      else if (store.getState().lit?.by === 'pointer') light(undefined);
    }),
  ];
  return () => {
    clearTimeout(pause);
    for (const one of subscriptions) one.dispose();
  };
}

/** Marks the lines from which a rule comes that is pointed at. */
function markLit(editor: Editor): () => void {
  const marks = editor.createDecorationsCollection();
  const show = async (): Promise<void> => {
    const { lit } = store.getState();
    const place = lit?.by === 'rule' || lit?.by === 'chart' ? await findPlace(lit) : undefined;
    if (store.getState().lit !== lit) return;
    const model = editor.getModel();
    if (place === undefined || model === null || fileIn(model) !== place.file) return marks.clear();
    const range = { startLineNumber: place.line, startColumn: 1, endLineNumber: place.endLine, endColumn: 1 };
    marks.set([
      { range, options: { isWholeLine: true, className: 'lit-line', linesDecorationsClassName: 'lit-edge' } },
    ]);
  };
  const unsubscribe = store.subscribe((now, before) => {
    if (now.lit !== before.lit) void show();
  });
  const moved = editor.onDidChangeModel(() => void show());
  return () => {
    unsubscribe();
    moved.dispose();
  };
}

/** Ties the lines of the text to what comes from them, both ways. */
export function followLights(editor: Editor): () => void {
  const [unlight, unmark] = [lightFrom(editor), markLit(editor)];
  return () => {
    unlight();
    unmark();
  };
}
