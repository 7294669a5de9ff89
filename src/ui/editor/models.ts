import type { ManifestFile } from '../../worker/protocol.ts';
import { store } from '../store/index.ts';
import { isLarge } from './large.ts';
import { monaco } from './monaco.ts';

/** Files of two examples have the same names; each has a model, and a history of edits, of its own. */
const folderOf = (): string => store.getState().lesson?.folder ?? '';

const uriOf = (name: string): monaco.Uri => monaco.Uri.parse(`file:///${folderOf()}/${name}`);

/** The text model of a manifest file of the open example; made at the first call, with its undo history kept while the page lives. */
export function modelOf(file: ManifestFile): monaco.editor.ITextModel {
  const uri = uriOf(file.name);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(file.text, languageFor(file.text.length), uri);
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

/** Brings a model to text that was changed elsewhere (scaling, starting over), as one edit that can be undone. */
export function bringTo(model: monaco.editor.ITextModel, text: string): void {
  if (model.getValueLength() === text.length && model.getValue() === text) return;
  if (isLarge(text.length)) monaco.editor.setModelLanguage(model, languageFor(text.length));
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  suitLength(model);
}
