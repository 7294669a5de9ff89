import { type Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { type ObjectKey, splitKey } from '../../api/index.ts';
import type { ManifestFile } from '../../worker/protocol.ts';

/** The text of one object inside a file. */
export interface ObjectText {
  readonly file: ManifestFile;
  /** Where its document begins in the file. */
  readonly offset: number;
  readonly text: string;
  readonly document: Document.Parsed;
}

/** Where text is replaced, and by what. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The documents of a text and where each begins. A line that begins with `---` can be nothing but a marker. */
export function* documentsOf(text: string): Iterable<{ readonly offset: number; readonly text: string }> {
  let offset = 0;
  for (const marker of text.matchAll(/^---(?=\s|$).*\n?/gm)) {
    yield { offset, text: text.slice(offset, marker.index) };
    offset = marker.index + marker[0].length;
  }
  yield { offset, text: text.slice(offset) };
}

function isObject(document: Document.Parsed, key: ObjectKey): boolean {
  const { kind, namespace, name } = splitKey(key);
  const written = document.getIn(['metadata', 'namespace']);
  return (
    document.get('kind') === kind &&
    document.getIn(['metadata', 'name']) === name &&
    (namespace === '' || (written ?? 'default') === namespace)
  );
}

/** The document that names an object, when its text parses. Only documents in which its kind and name occur are read. */
export function textOf(files: readonly ManifestFile[], key: ObjectKey): ObjectText | undefined {
  const { kind, name } = splitKey(key);
  for (const file of files)
    for (const { offset, text } of documentsOf(file.text)) {
      if (!text.includes(kind) || !text.includes(name)) continue;
      const document = parseDocument(text);
      if (document.errors.length > 0 || !isMap(document.contents)) continue;
      if (isObject(document as Document.Parsed, key))
        return { file, offset, text, document: document as Document.Parsed };
    }
  return undefined;
}

/** The deepest map on the way to a field, and what is left of the way. */
function deepest(root: YAMLMap, path: readonly string[]): readonly [YAMLMap, rest: readonly string[]] {
  const [head, ...rest] = path;
  const next = head !== undefined && rest.length > 0 ? root.get(head, true) : undefined;
  return isMap(next) ? deepest(next, rest) : [root, path];
}

/** Replaces the value, or adds the field (with the maps it needs) above the first key of the map that there is. */
function fieldEdit({ document, text }: ObjectText, path: readonly string[], value: string): Edit | undefined {
  if (!isMap(document.contents)) return undefined;
  const [map, rest] = deepest(document.contents, path);
  const [head, ...deeper] = rest;
  const known = head === undefined ? undefined : map.get(head, true);
  if (known !== undefined)
    return deeper.length === 0 && isScalar(known) && known.range
      ? { from: known.range[0], to: known.range[1], text: value }
      : undefined;
  const first = map.items[0]?.key;
  if (map.flow === true || !isScalar(first) || !first.range) return undefined;
  const at = first.range[0];
  const indent = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const lines = rest.map((key, depth) => `${depth === 0 ? '' : indent}${'  '.repeat(depth)}${key}:`);
  return { from: at, to: at, text: `${lines.join('\n')} ${value}\n${indent}` };
}

/** The line of a field, and of the map around it when nothing else is in it. */
function removal({ document, text }: ObjectText, path: readonly string[]): Edit | undefined {
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  if (!isMap(parent) || pair === undefined) return undefined;
  if (parent.items.length === 1 && path.length > 1) return removal({ document, text } as ObjectText, path.slice(0, -1));
  const { key, value } = pair;
  const end = (value as { readonly range?: readonly number[] } | null)?.range?.[1];
  if (parent.flow === true || !isScalar(key) || !key.range || end === undefined) return undefined;
  const newline = text.indexOf('\n', Math.max(key.range[1], end - 1));
  return { from: text.lastIndexOf('\n', key.range[0]) + 1, to: newline < 0 ? text.length : newline + 1, text: '' };
}

/** The files with one stretch of an object's text replaced; comments and formatting stay. */
export function withEdit(files: readonly ManifestFile[], at: ObjectText, edit: Edit): readonly ManifestFile[] {
  const { name, text } = at.file;
  const edited = text.slice(0, at.offset + edit.from) + edit.text + text.slice(at.offset + edit.to);
  return files.map((file) => (file === at.file ? { name, text: edited } : file));
}

/** The files with a field of an object set; undefined when no file names the object, or its text does not allow it. */
export function withField(
  files: readonly ManifestFile[],
  key: ObjectKey,
  path: readonly string[],
  value: string,
): readonly ManifestFile[] | undefined {
  const found = textOf(files, key);
  const edit = found && fieldEdit(found, path, value);
  return edit && withEdit(files, found, edit);
}

/** The files without a field of an object; undefined when it is not there. */
export function withoutField(
  files: readonly ManifestFile[],
  key: ObjectKey,
  path: readonly string[],
): readonly ManifestFile[] | undefined {
  const found = textOf(files, key);
  const edit = found && removal(found, path);
  return edit && withEdit(files, found, edit);
}
