import { type Document, isCollection, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { type ObjectKey, objectKey } from '../../api/index.ts';
import type { ManifestFile } from '../../worker/protocol.ts';
import { documentsOf, textOf } from './manifest-text.ts';

/** A place in the text. Lines and columns count from 1. */
export interface ManifestPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
}

/** An object and the path of a field in it, such as `spec.ports[0].targetPort`; an empty path means the object. */
export interface FieldOf {
  readonly object: ObjectKey;
  readonly field: string;
}

/** Kinds that are in no namespace. */
const CLUSTER_WIDE: readonly unknown[] = [
  'Node',
  'Namespace',
  'IngressClass',
  'ServiceCIDR',
  'ExternalHost',
  'Cloud',
  'Firewall',
  'ServiceRegistry',
];

/** A longer document is not read while somebody moves over it (letters). */
const LONGEST = 100_000;

const begins = (node: unknown): number => (node as Node | null)?.range?.[0] ?? Number.POSITIVE_INFINITY;

/** The path to what stands at an offset. */
function pathTo(node: unknown, offset: number, path: string): string {
  if (isMap(node)) {
    const pair = node.items.findLast(({ key }) => begins(key) <= offset);
    if (pair === undefined || !isScalar(pair.key)) return path;
    const below = `${path}${path === '' ? '' : '.'}${pair.key.value}`;
    return begins(pair.value) <= offset ? pathTo(pair.value, offset, below) : below;
  }
  if (isSeq(node)) {
    const index = node.items.findLastIndex((item) => begins(item) <= offset);
    return index < 0 ? path : pathTo(node.items[index], offset, `${path}[${index}]`);
  }
  return path;
}

/** The key of the object that a document writes; undefined when it does not name one. */
export function keyIn(document: Document.Parsed): ObjectKey | undefined {
  const [kind, name] = [document.get('kind'), document.getIn(['metadata', 'name'])];
  if (typeof kind !== 'string' || typeof name !== 'string') return undefined;
  const namespace = CLUSTER_WIDE.includes(kind) ? '' : `${document.getIn(['metadata', 'namespace']) ?? 'default'}`;
  return objectKey(kind, namespace, name);
}

/** The field that a line of a file sets; undefined on comments, between documents and where the text does not parse. */
export function fieldAt(text: string, line: number): FieldOf | undefined {
  let from = 0;
  for (let count = 1; count < line; count++) from = text.indexOf('\n', from) + 1;
  const end = text.indexOf('\n', from);
  const written = text.slice(from, end < 0 ? text.length : end).trimEnd();
  if (written.trim() === '' || written.trimStart().startsWith('#') || written.startsWith('---')) return undefined;
  const offset = from + written.length - 1;
  const found = [...documentsOf(text)].findLast((one) => one.offset <= offset);
  if (found === undefined || found.text.length > LONGEST) return undefined;
  const document = parseDocument(found.text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const object = keyIn(document);
  return object === undefined ? undefined : { object, field: pathTo(document.contents, offset - found.offset, '') };
}

/** The steps of a path as the API server writes it: `spec.ports[0].port`, `metadata.labels[app.kubernetes.io/name]`. */
export const stepsOf = (field: string): readonly (string | number)[] =>
  [...field.matchAll(/\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g)].map(([, index, quoted, key]) =>
    index === undefined ? (quoted ?? key ?? '') : Number(index),
  );

/** From where to where the deepest part of the field's path reaches that the text has; the object's head when it has none. */
function rangeOf(contents: unknown, field: string): readonly [from: number, to: number] {
  let node = contents;
  let range: readonly [number, number] = [begins(contents), begins(contents)];
  for (const step of stepsOf(field)) {
    if (!isCollection(node)) break;
    const item = node.items.find((one, index) =>
      isPair(one) ? isScalar(one.key) && one.key.value === step : index === step,
    );
    if (item === undefined) break;
    const value: unknown = isPair(item) ? item.value : item;
    const from = isPair(item) ? begins(item.key) : begins(item);
    range = [from, (value as Node | null)?.range?.[1] ?? from];
    node = value;
  }
  return range;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Where the text sets a field; the nearest field around it when it does not, undefined when no text names the object. */
export function placeOf(files: readonly ManifestFile[], { object, field }: FieldOf): ManifestPlace | undefined {
  const found = textOf(files, object);
  if (found === undefined) return undefined;
  const { text } = found.file;
  const [from, to] = rangeOf(found.document.contents, field).map((one) => one + found.offset) as [number, number];
  const line = lineAt(text, from);
  const last = text.slice(from, to).trimEnd();
  return {
    file: found.file.name,
    line,
    column: from - text.lastIndexOf('\n', from - 1),
    endLine: line + last.split('\n').length - 1,
  };
}
