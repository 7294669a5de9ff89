import type { LineCounter, YAMLError } from 'yaml';
import { type Range, rangeOf } from './range.ts';

/** What is wrong with a document's YAML. */
export interface SyntaxFault {
  readonly message: string;
  readonly range: Range;
}

/** The sentences of our parser and what kubectl's says of the same mistake. Models goyaml.v2 (scannerc.go, parserc.go). */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^Nested mappings are not allowed|^Implicit keys need to be on a single line/,
    'mapping values are not allowed in this context',
  ],
  [/^Tabs are not allowed|^Plain value cannot start with/, 'found character that cannot start any token'],
  [/^Missing closing ["']/, 'found unexpected end of stream'],
  [/^Implicit map keys need to be followed by map values/, "could not find expected ':'"],
  [/^Flow sequence .* end with a \]|^Flow sequence must end with a \]/, "did not find expected ',' or ']'"],
  [/^Flow map .* end with a \}|^Flow map must end with a \}/, "did not find expected ',' or '}'"],
  [
    /^Sequence item without - indicator|^A block sequence may not be used as an implicit map key/,
    "did not find expected '-' indicator",
  ],
  [/^Block scalar header includes extra characters/, 'did not find expected comment or line break'],
  [/^Unexpected flow-(map|seq)-end token|^Unexpected scalar at node end/, 'did not find expected key'],
];

/** The first mistake of a document, in kubectl's words where we know them. */
export function faultOf(errors: readonly YAMLError[], lines: LineCounter, text: string): SyntaxFault | undefined {
  const [first, second] = errors;
  if (!first) return undefined;
  const message = WORDS.find(([ours]) => ours.test(first.message))?.[1] ?? first.message;
  return { message, range: rangeOf(positionOf(first, second), lines, text) };
}

/** A second key where a value still goes on is marked where that key ends, not where the value begins. */
function positionOf(first: YAMLError, second: YAMLError | undefined): readonly [number, number] {
  const multiline = [first, second].find((error) => error?.code === 'MULTILINE_IMPLICIT_KEY');
  if (!multiline || (first !== multiline && first.pos[0] !== multiline.pos[0])) return first.pos;
  return [Math.max(0, multiline.pos[1] - 1), multiline.pos[1]];
}
