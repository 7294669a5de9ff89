import { type Document, isCollection, isMap, isPair, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml';
import type { ObjectKey } from '../../api/index.ts';
import type { AddedField } from '../../worker/protocol.ts';
import { keyIn, stepsOf } from './manifest-place.ts';
import { documentsOf } from './manifest-text.ts';

/** A document of a file that writes an object. Lines count from 1. */
export interface WrittenObject {
  readonly key: ObjectKey;
  readonly line: number;
  readonly text: string;
  readonly document: Document.Parsed;
}

/** A line that the server added, as it would stand in the text. */
export interface AddedLine {
  /** Letters from the left edge of the text. */
  readonly indent: number;
  readonly text: string;
  /** Who added the field; on its first line only. */
  readonly by?: AddedField['by'];
}

/** What the server added to a block of the text, to be shown below a line of the file. */
export interface AddedBlock {
  readonly after: number;
  readonly lines: readonly AddedLine[];
}

/** Lines of one added field that are shown; the object's page has all. */
const MOST_LINES = 8;

/** A longer document is not read while somebody scrolls over it (letters). */
const LONGEST = 100_000;

const linesIn = (text: string): number => text.split('\n').length;

/** The documents that reach into these lines of a file and name an object. */
export function objectsBetween(text: string, from: number, to: number): readonly WrittenObject[] {
  const found: WrittenObject[] = [];
  let [line, known] = [1, 0];
  for (const { offset, text: part } of documentsOf(text)) {
    line += linesIn(text.slice(known, offset)) - 1;
    known = offset;
    if (line > to) break;
    if (line + linesIn(part) < from || part.length > LONGEST) continue;
    const document = parseDocument(part) as Document.Parsed;
    const key = document.errors.length === 0 && isMap(document.contents) ? keyIn(document) : undefined;
    if (key !== undefined) found.push({ key, line, text: part, document });
  }
  return found;
}

/** Where a path leaves the text: the last node on it, the steps that the text lacks, and the place of the node's key. */
interface Reached {
  readonly node: unknown;
  readonly missing: readonly (string | number)[];
  readonly at: number;
}

function reach(contents: unknown, steps: readonly (string | number)[]): Reached {
  let [node, at] = [contents, 0];
  for (const [index, step] of steps.entries()) {
    const item = isCollection(node)
      ? node.items.find((one, place) =>
          isPair(one) ? isScalar(one.key) && String(one.key.value) === step : place === step,
        )
      : undefined;
    if (item === undefined) return { node, missing: steps.slice(index), at };
    node = isPair(item) ? item.value : item;
    at = (isPair(item) ? (item.key as Node) : (item as Node)).range?.[0] ?? at;
  }
  return { node, missing: [], at };
}

/** Letters before an offset on its line. */
const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** How far the fields of a node stand in. */
function indentIn({ node, at }: Reached, text: string): number {
  const first = isMap(node) ? node.items[0]?.key : undefined;
  const begins = isSeq(node) ? node.range?.[0] : (first as Node | undefined)?.range?.[0];
  return columnOf(text, begins ?? at) + (begins === undefined ? 2 : 0);
}

function linesOf(value: unknown, indent: number, by: AddedField['by']): readonly AddedLine[] {
  const all = stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }).trimEnd().split('\n');
  const rest = all.length - MOST_LINES;
  const shown = rest > 1 ? [...all.slice(0, MOST_LINES), `  … ${rest} more lines`] : all;
  return shown.map((line, index) => {
    const text = line.trimStart();
    return { indent: indent + line.length - text.length, text, ...(index === 0 && { by }) };
  });
}

/** One added field: the line of the file that it comes after, and its lines. Nothing when the text says the same by now. */
function blockOf({ path, value, by }: AddedField, { text, line, document }: WrittenObject): AddedBlock | undefined {
  const reached = reach(document.contents, stepsOf(path));
  const { node, missing, at } = reached;
  const end = (node as Node | null)?.range?.[1] ?? at;
  const after = line + linesIn(text.slice(0, Math.max(at, end)).trimEnd()) - 1;
  const [step] = missing;
  if (step === undefined) {
    const same = isScalar(node) && String(node.value) === String(value);
    const flow = JSON.stringify(value);
    return same ? undefined : { after, lines: [{ indent: columnOf(text, at), text: `→ stored as ${flow}`, by }] };
  }
  const field = typeof step === 'number' ? [value] : { [step]: value };
  return { after, lines: linesOf(field, indentIn(reached, text), by) };
}

/** What the server added to a document's object, as lines below the blocks of the text that they belong to: the inner before the outer. */
export function addedBlocks(written: WrittenObject, added: readonly AddedField[]): readonly AddedBlock[] {
  const below = new Map<number, AddedBlock[]>();
  for (const field of added) {
    const block = blockOf(field, written);
    if (block) below.set(block.after, [...(below.get(block.after) ?? []), block]);
  }
  const depth = ({ lines }: AddedBlock): number => lines[0]?.indent ?? 0;
  return [...below].map(([after, blocks]) => ({
    after,
    lines: blocks.toSorted((one, other) => depth(other) - depth(one)).flatMap(({ lines }) => lines),
  }));
}
