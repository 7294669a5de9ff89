import { isCollection, isMap, isPair, isScalar, type Scalar, type YAMLMap } from 'yaml';
import type { ManifestFile } from '../../worker/protocol.ts';
import { type FieldOf, type ManifestPlace, placeOf, stepsOf } from './manifest-place.ts';
import { type ObjectText, textOf, withEdit } from './manifest-text.ts';

/** The line of the text that is to blame, and the edit that cures it where one can be made by a click. */
export interface Cure {
  /** Absent when no text names the object. */
  readonly place?: ManifestPlace;
  /** The line as it is; absent when the field is not written yet. */
  readonly was?: string;
  readonly edit?: { readonly becomes: string; readonly after: readonly ManifestFile[] };
  /** The text says by now what cures it. */
  readonly cured: boolean;
}

type Step = string | number;

/** The pair that a path leads to, and the innermost map on the way. */
function follow(contents: unknown, path: readonly Step[]): { readonly map?: YAMLMap; readonly value?: unknown } {
  let [node, map] = [contents, undefined as YAMLMap | undefined];
  for (const [index, step] of path.entries()) {
    if (!isCollection(node)) return {};
    if (isMap(node)) map = node;
    const item = node.items.find((one, place) =>
      isPair(one) ? isScalar(one.key) && String(one.key.value) === step : place === step,
    );
    if (item === undefined) return index === path.length - 1 && isMap(node) ? { map: node } : {};
    node = isPair(item) ? item.value : item;
  }
  return { ...(map && { map }), value: node };
}

const lineAround = (text: string, offset: number): string => {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end);
};

function replacing(files: readonly ManifestFile[], found: ObjectText, scalar: Scalar, value: string): Cure['edit'] {
  const [from = 0, to = 0] = scalar.range ?? [];
  const [edited] = withEdit([found.file], found, { from, to, text: value });
  const becomes = lineAround(edited?.text ?? '', found.offset + from).trim();
  return { becomes, after: withEdit(files, found, { from, to, text: value }) };
}

/** A field that is not written yet comes above the first one of its map. */
function adding(files: readonly ManifestFile[], found: ObjectText, map: YAMLMap, line: string): Cure['edit'] {
  const first = map.items[0]?.key;
  if (map.flow === true || !isScalar(first) || !first.range) return undefined;
  const at = first.range[0];
  const indent = ' '.repeat(at - (found.text.lastIndexOf('\n', at - 1) + 1));
  return { becomes: line, after: withEdit(files, found, { from: at, to: at, text: `${line}\n${indent}` }) };
}

/** What the text says at the field to blame, and what becomes of it when the fix is `key: value` of that field. */
export function cureOf(files: readonly ManifestFile[], blame: FieldOf, fix: string | undefined): Cure {
  const [found, place] = [textOf(files, blame.object), placeOf(files, blame)];
  if (found === undefined || place === undefined) return { cured: false };
  const path = stepsOf(blame.field);
  const { map, value } = follow(found.document.contents, path);
  const was = isScalar(value) && value.range ? lineAround(found.text, value.range[0]).trim() : undefined;
  const said = { place, ...(was !== undefined && { was }) };
  const key = String(path.at(-1));
  if (fix === undefined || !fix.startsWith(`${key}: `)) return { ...said, cured: false };
  const wanted = fix.slice(key.length + 2);
  if (isScalar(value)) {
    if (String(value.value) === wanted) return { ...said, cured: true };
    const edit = replacing(files, found, value, wanted);
    return { ...said, ...(edit && { edit }), cured: false };
  }
  const edit = map && value === undefined ? adding(files, found, map, fix) : undefined;
  return { ...said, ...(edit && { edit }), cured: false };
}
