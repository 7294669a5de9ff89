import type { ManifestFile } from '../../worker/protocol.ts';
import { store } from '../store/index.ts';
import { isLarge } from './large.ts';
import { monaco } from './monaco.ts';

/** Files of two examples have the same names; each has a model, and a history of edits, of its own. */
const folderOf = (): string => store.getState().lesson?.folder ?? '';

const uriOf = (name: string): monaco.Uri => monaco.Uri.parse(`file:///${folderOf()}/${name}`);

/** Colour is a conversation's, not a bracket's; and to pair the brackets of a long text takes seconds. The editor's own option does not reach models. */
const PLAIN_BRACKETS = { bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } };

/** The text model of a manifest file of the open example; made at the first call, with its undo history kept while the page lives. */
export function modelOf(file: ManifestFile): monaco.editor.ITextModel {
  const uri = uriOf(file.name);
  const known = monaco.editor.getModel(uri);
  if (known !== null) return known;
  const model = monaco.editor.createModel(file.text, languageFor(file.text.length), uri);
  model.updateOptions(PLAIN_BRACKETS);
  return model;
}

/** A large text is text without a language: nothing reads the whole of it at every key. */
const languageFor = (letters: number): string => (isLarge(letters) ? 'plaintext' : 'yaml');

/** Gives a model that has grown or shrunk the language for its length. */
export function suitLength(model: monaco.editor.ITextModel): void {
  const language = languageFor(model.getValueLength());
  if (model.getLanguageId() !== language) monaco.editor.setModelLanguage(model, language);
}

/** The file that a model holds; undefined when it belongs to another example. */
export function fileIn(model: monaco.editor.ITextModel): string | undefined {
  const name = model.uri.path.slice(model.uri.path.lastIndexOf('/') + 1);
  return model.uri.toString() === uriOf(name).toString() ? name : undefined;
}

/** How many letters two texts have in common at their beginning, and then at their end. */
function common(one: string, other: string): readonly [head: number, tail: number] {
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  return [head, tail];
}

/**
 * Brings a model to text that was changed elsewhere (scaling, starting over), as one edit that can be undone. Only what
 * differs is replaced, so that carets, folds and colours around it stay.
 */
export function bringTo(model: monaco.editor.ITextModel, text: string): void {
  const before = model.getValue();
  if (before === text) return;
  if (isLarge(text.length)) monaco.editor.setModelLanguage(model, languageFor(text.length));
  const [head, tail] = common(before, text);
  const [from, to] = [model.getPositionAt(head), model.getPositionAt(before.length - tail)];
  const range = monaco.Range.fromPositions(from, to);
  model.pushEditOperations([], [{ range, text: text.slice(head, text.length - tail) }], () => null);
  suitLength(model);
}
