import { stringify } from 'yaml';
import type { Dice } from './dice.ts';
import { anyValue, mutated } from './values.ts';

/** Pieces of text that a reader of YAML, or somebody who cuts it into documents, may trip over. */
const PIECES = [
  '---',
  '...',
  '\r---\r',
  '\n---\n',
  '\r\n--- # x\r\n',
  '\u2028---\u2028',
  '--- {a: 1}',
  '%YAML 1.2\n',
  '%TAG ! x\n',
  '\t',
  '\u0000',
  '\ufeff',
  '\ud800',
  '&a ',
  '*a',
  '<<: *a\n',
  '? ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '|\n',
  '>-\n  ',
  '"',
  "'",
  '!!binary ',
  '!!set ',
  '!x ',
  '#',
  ',',
  '__proto__: {polluted: true}\n',
  'constructor: {prototype: {polluted: true}}\n',
  '1e400',
  '0x',
  '.inf',
  '~',
];

const service = (name: string | number): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: s-${name}}\nspec: {ports: [{port: 80}]}\n`;

/** References to references, each twice: small to read, huge to follow. */
function aliasBomb(depth: number, width: number): string {
  const lines = ['a0: &a0 [x, x, x, x]'];
  for (let i = 1; i < depth; i++) lines.push(`a${i}: &a${i} [${Array.from({ length: width }, () => `*a${i - 1}`)}]`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\n${lines.join('\n')}\n`;
}

const mergeBomb = (count: number): string =>
  `a0: &a0 {x: 1}\n${Array.from({ length: count }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], k${i}: 1}`).join('\n')}\n`;

/** Texts that are big in one way. `size` is about how many characters they have. */
const HEAVY: readonly ((size: number) => string)[] = [
  (size) => Array.from({ length: Math.ceil(size / 90) }, (_, i) => service(i)).join('---\n'),
  (size) => '---\n'.repeat(size / 4),
  (size) => '['.repeat(size),
  (size) => `${'{a: '.repeat(size / 4)}`,
  (size) => `a:\n${Array.from({ length: Math.sqrt(size) }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
  (size) => '- '.repeat(size / 2),
  (size) => '? '.repeat(size / 2),
  (size) => `a: ${'9'.repeat(size)}`,
  (size) => `${service('long')}x: "${'a'.repeat(size)}"`,
  (size) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {${Array.from({ length: size / 8 }, (_, i) => `k${i}: v`).join(', ')}}`,
  (size) => 'name: x\n'.repeat(size / 8),
  (size) => `${service('labels')}metadata: {labels: {${'a: b, '.repeat(size / 6)}}}`,
  (size) => '&a '.repeat(size / 3),
  (size) => Array.from({ length: size / 8 }, (_, i) => `&a${i} x`).join(','),
  (size) => '#\r'.repeat(size / 2),
  (size) => '\r---'.repeat(size / 4),
  (size) => '%a\n'.repeat(size / 3),
  (size) => `a: |\n${' \n'.repeat(size / 2)}`,
  (size) => ' '.repeat(size),
  (size) => '"'.repeat(size),
  (size) => `"${'\\u0000'.repeat(size / 6)}"`,
  (size) => `${'a'.repeat(size)}: 1`,
  (size) => `apiVersion: v1\nkind: List\nitems: [${'{apiVersion: v1, kind: Service}, '.repeat(size / 34)}]`,
  (size) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ports}\nspec: {ports: [${'{port: 0, name: X}, '.repeat(size / 20)}]}`,
  (size) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [${'{name: a, ports: [{containerPort: 1}]}, '.repeat(size / 40)}]}`,
  (size) => aliasBomb(Math.ceil(size / 5000) + 4, 9),
  (size) => mergeBomb(Math.ceil(size / 2000)),
];

/** A text of a hundred thousand characters that is hard on its reader; the tenth kind and so on are of ten thousand documents. */
export function heavyText(dice: Dice): string {
  return dice.pick(HEAVY)(dice.pick([10_000, 50_000, 100_000]));
}

/** Ten thousand documents. */
export const manyDocuments = (): string => Array.from({ length: 10_000 }, (_, i) => service(i)).join('---\n');

function spoilt(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1);
  const end = Math.min(text.length, at + dice.below(12));
  switch (dice.below(5)) {
    case 0:
      return text.slice(0, at) + dice.pick(PIECES) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(at);
    case 3:
      return text.replaceAll('\n', dice.pick(['\r', '\r\n', '\n\n', '\u2028']));
    default:
      return text.slice(0, at) + String.fromCharCode(dice.below(0x10000)) + text.slice(end);
  }
}

function written(dice: Dice, value: unknown): string {
  if (dice.oneIn(3)) return JSON.stringify(value) ?? '';
  return stringify(value, { version: '1.1', aliasDuplicateObjects: dice.oneIn(4) });
}

/** A small text: values of any kind, valid objects with mistakes in them, pieces of syntax. `valid` are objects to begin with. */
export function smallText(dice: Dice, valid: readonly unknown[]): string {
  if (dice.oneIn(20)) return Array.from({ length: dice.below(40) }, () => dice.pick(PIECES)).join('');
  const documents = Array.from({ length: dice.oneIn(5) ? 3 : 1 }, () => {
    let value = dice.oneIn(10) ? anyValue(dice, 5) : dice.pick(valid);
    for (let i = dice.below(4); i > 0; i--) value = mutated(dice, value);
    return written(dice, value);
  });
  let text = documents.join(dice.pick(['\n---\n', '\n---\r\n', '\n--- ']));
  while (dice.oneIn(4)) text = spoilt(dice, text);
  return text;
}
