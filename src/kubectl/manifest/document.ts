import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** A range of a document, lines and columns counted from 1, lines within the document. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A key that stands twice in one mapping. */
export interface DoubledKey {
  readonly key: string;
  readonly range: Range;
}

/** What is wrong with a document's YAML. */
export interface SyntaxFault {
  readonly message: string;
  readonly range: Range;
}

/** One document of a manifest as it was read. The same text gives the same object, so identity tells whether it changed. */
export interface ManifestDocument {
  readonly text: string;
  /** Plain data; of doubled keys the last. Undefined when the YAML is broken. */
  readonly value: unknown;
  readonly fault?: SyntaxFault;
  readonly doubled: readonly DoubledKey[];
  /** Where a field of the API server's path (`spec.ports[1].nodePort`) stands, or the nearest thing around it. */
  locate(path: string): Range;
}

/** More aliases than a manifest needs, fewer than a bomb is made of. */
const MOST_ALIASES = 100;

const START: Range = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** Reads one document. Never throws: what cannot be read has a `fault`. */
export function readDocument(text: string): ManifestDocument {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      version: '1.1',
      customTags: (tags) => tags.filter((tag) => typeof tag !== 'object' || !('format' in tag) || tag.format !== 'TIME').filter((tag) => !isTimestamp(tag)),
    });
    return parsed(text, document, lines);
  } catch (error) {
    return broken(text, { message: sentence(error), range: START });
  }
}

const isTimestamp = (tag: unknown): boolean => typeof tag === 'object' && tag !== null && 'tag' in tag && tag.tag === 'tag:yaml.org,2002:timestamp';

function sentence(error: unknown): string {
  if (error instanceof RangeError) return 'the document is nested too deeply to be read';
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith('Excessive alias count') ? 'yaml: document contains excessive aliasing' : message;
}

function broken(text: string, fault: SyntaxFault): ManifestDocument {
  return { text, value: undefined, fault, doubled: [], locate: () => fault.range };
}

function parsed(text: string, document: Document.Parsed, lines: LineCounter): ManifestDocument {
  const [error] = document.errors;
  if (error) return broken(text, { message: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '', range: rangeOf(error.pos, lines, text) });
  const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
  const doubled = [...doubledKeys(document.contents, lines, text)];
  return { text, value, doubled, locate: (path) => locate(document, path, lines, text) };
}

function rangeOf([from, to]: readonly [number, number, ...number[]], lines: LineCounter, text: string): Range {
  const end = Math.max(from + 1, Math.min(to, lineEnd(text, from)));
  const [start, stop] = [lines.linePos(from), lines.linePos(end)];
  return { line: start.line, column: start.col, endLine: stop.line, endColumn: Math.max(stop.col, start.line === stop.line ? start.col + 1 : 1) };
}

/** A mark covers what is left of its first line, not the whole block below. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

function* doubledKeys(node: unknown, lines: LineCounter, text: string): Generator<DoubledKey> {
  if (isSeq(node)) for (const item of node.items) yield* doubledKeys(item, lines, text);
  if (!isMap(node)) return;
  const seen = new Set<string>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (seen.has(name) && isScalar(key) && key.range) yield { key: name, range: rangeOf(key.range, lines, text) };
    seen.add(name);
    if (!isAlias(value)) yield* doubledKeys(value, lines, text);
  }
}

/** `spec.ports[1].nodePort` → `spec`, `ports`, 1, `nodePort`; keys with dots stand in brackets. */
function steps(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g)].map(([, index, key, name]) => (index === undefined ? (key ?? name ?? '') : Number(index)));
}

function pairOf(node: unknown, key: string): Pair | undefined {
  return isMap(node) ? node.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === key) : undefined;
}

function locate(document: Document.Parsed, path: string, lines: LineCounter, text: string): Range {
  let node: unknown = document.contents;
  let mark = (document.contents as Node | null)?.range ?? undefined;
  for (const step of steps(path)) {
    if (isAlias(node)) node = node.resolve(document);
    if (typeof step === 'number') {
      node = isSeq(node) ? node.items[step] : undefined;
      mark = (node as Node | undefined)?.range ?? mark;
    } else {
      const pair = pairOf(node, step);
      node = pair?.value;
      const key = pair?.key as Node | undefined;
      if (key?.range) mark = [key.range[0], (node as Node | null)?.range?.[1] ?? key.range[1], key.range[2]];
    }
    if (node === undefined || node === null) break;
  }
  return mark ? rangeOf(mark, lines, text) : START;
}
