import { store, writeFile } from '../store/index.ts';
import { isLarge } from './large.ts';
import { bringTo, fileIn, modelOf, suitLength } from './models.ts';
import type { monaco } from './monaco.ts';

/** Real ms without typing after which a large text is taken over: to put it together takes the time of a frame or two. */
const PAUSE = 400;

/** What is typed goes into the store: at once, or for a large text at the next pause. */
function writeWhatIsTyped(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let waiting: monaco.editor.ITextModel | undefined;
  const write = (): void => {
    clearTimeout(pause);
    const name = waiting && fileIn(waiting);
    if (waiting && name !== undefined) writeFile(name, waiting.getValue());
    waiting = undefined;
  };
  const typed = editor.onDidChangeModelContent(() => {
    const model = editor.getModel();
    if (!model) return;
    suitLength(model);
    waiting = model;
    clearTimeout(pause);
    if (isLarge(model.getValueLength())) pause = setTimeout(write, PAUSE);
    else write();
  });
  const left = editor.onDidChangeModel(write);
  window.addEventListener('pagehide', write, { capture: true });
  return () => {
    window.removeEventListener('pagehide', write, { capture: true });
    write();
    typed.dispose();
    left.dispose();
  };
}

/** Keeps the store's text and the models' text the same, in both directions. */
export function followText(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  const stop = writeWhatIsTyped(editor);
  const untrack = store.subscribe((now, before) => {
    if (now.files === before.files) return;
    for (const file of now.files) if (!before.files.includes(file)) bringTo(modelOf(file), file.text);
  });
  return () => {
    stop();
    untrack();
  };
}
