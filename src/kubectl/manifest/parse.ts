import { Composer, type CST, type Document, Lexer, type LineCounter, Parser, type ScalarTag, type Tags } from 'yaml';

/** Nesting beyond this is nobody's manifest, and more than the programs behind us could walk through. */
const DEEPEST = 100;
/** More aliases than a manifest needs, fewer than a bomb is made of. */
const MOST_ALIASES = 1000;
/** Mistakes of syntax after which nothing more is read: only the first is told. */
const MOST_MISTAKES = 10;
/** Anchors, tags and quoted texts in a row: a value can have one of each, so what follows is one mistake after the other. */
const MOST_IN_A_ROW = 10;
/** Letters that are cut into tokens between two stops. */
const LETTERS_A_STOP = 8000;
/** Values that a document may come to with its aliases followed. */
const MOST_VALUES = 500_000;

const PROPERTY_OR_QUOTE = /^[&!"']/;
const BLANKS = /^ *$/;

const TAG = 'tag:yaml.org,2002:';

/** Types that Go's YAML knows as well. Timestamps, binary and base-60 numbers are texts there; sets and ordered maps do not exist. */
const KNOWN_TYPES = new Set(['map', 'seq', 'str', 'null', 'bool', 'int', 'float', 'merge']);

/** `0o17`, which Go reads in any version of YAML. */
const octal: ScalarTag = {
  identify: () => false,
  default: true,
  tag: `${TAG}int`,
  format: 'OCT',
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text: string) => Number(text.replaceAll(/[_+-]/g, '')) * (text.startsWith('-') ? -1 : 1),
};

/** A lone dot, as in a search list, is a text: Go finds no digit in it. */
const loneDot: ScalarTag = {
  identify: () => false,
  default: true,
  tag: `${TAG}str`,
  test: /^\.$/,
  resolve: (text: string) => text,
};

/** The types of YAML 1.1 as kubectl reads it: `yes` and `on` are booleans. Models sigs.k8s.io/yaml (goyaml.v2 resolve.go). */
function goTypes(types: Tags): Tags {
  const known = types.filter((type) => {
    if (typeof type === 'string') return KNOWN_TYPES.has(type);
    return KNOWN_TYPES.has(type.tag.slice(TAG.length)) && !('format' in type && type.format === 'TIME');
  });
  return [loneDot, ...known, octal];
}

/**
 * The text's tokens, given up when they nest too deeply: what comes after would call itself once per level. Stops on the
 * way, each time with the letters that were read since.
 */
function* tokensOf(text: string, lines: LineCounter): Generator<number, readonly CST.Token[]> {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  let [mistakes, row, letters] = [0, 0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    if (PROPERTY_OR_QUOTE.test(lexeme)) row += 1;
    else if (!BLANKS.test(lexeme)) row = 0;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') mistakes += 1;
      tokens.push(token);
    }
    if (mistakes > MOST_MISTAKES || row > MOST_IN_A_ROW) break;
    if (parser.stack.length > DEEPEST) throw new RangeError(`exceeded max depth of ${DEEPEST}`);
    letters += lexeme.length;
    if (letters < LETTERS_A_STOP) continue;
    yield letters;
    letters = 0;
  }
  tokens.push(...parser.end());
  return tokens;
}

/**
 * Reads one YAML document, stopping on the way with the letters that the last part of the work was about. Throws what
 * concerns it as a whole; mistakes that have a place are among its `errors`.
 */
export function* parseInSteps(text: string, lines: LineCounter): Generator<number, Document.Parsed> {
  const tokens = yield* tokensOf(text, lines);
  yield text.length;
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', version: '1.1', customTags: goTypes });
  const [document] = composer.compose(tokens, true, text.length);
  if (!document) throw new Error('did not find expected node content');
  return document;
}

/** The document's plain data; of doubled keys the last. Throws when aliases blow it up. */
export function plainValue(document: Document.Parsed): unknown {
  const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
  countValues(value, { left: MOST_VALUES, deepest: 2 * DEEPEST });
  return value;
}

function countValues(value: unknown, budget: { left: number; readonly deepest: number }, depth = 0): void {
  budget.left -= 1;
  if (budget.left < 0 || depth > budget.deepest) throw new RangeError('document contains excessive aliasing');
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) countValues(item, budget, depth + 1);
}

/** What is thrown about a document as a whole, in the words of kubectl's parser. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const anchor = /^Unresolved alias .*: (.*)$/.exec(message)?.[1];
  if (anchor !== undefined) return `unknown anchor '${anchor}' referenced`;
  if (message.startsWith('This should not happen: Alias anchor')) return 'anchor value contains itself';
  return message.startsWith('Excessive alias count') ? 'document contains excessive aliasing' : message;
}
