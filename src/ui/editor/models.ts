import type { ManifestFile } from '../../worker/protocol.ts';
import { monaco } from './monaco.ts';

const uriOf = (name: string): monaco.Uri => monaco.Uri.parse(`file:///${name}`);

/** The text model of a manifest file; made at the first call, with its undo history kept while the page lives. */
export function modelOf(file: ManifestFile): monaco.editor.ITextModel {
  return monaco.editor.getModel(uriOf(file.name)) ?? monaco.editor.createModel(file.text, 'yaml', uriOf(file.name));
}

/** Brings a model to text that was changed elsewhere (scaling, starting over), as one edit that can be undone. */
export function bringTo(model: monaco.editor.ITextModel, text: string): void {
  if (model.getValue() === text) return;
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
}
