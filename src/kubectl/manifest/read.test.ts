import { expect, test } from 'vitest';
import { readManifest } from './read.ts';

const only = (text: string) => {
  const [placed] = readManifest(text).documents;
  if (!placed) throw new Error('the text has no document');
  return placed.document;
};

test('documents keep their place, and empty ones are passed over', () => {
  const { documents } = readManifest('# first\n---\na: 1\n---\n\n---\nb: 2\n');
  expect(documents.map(({ document, line }) => [document.value, line])).toEqual([
    [{ a: 1 }, 2],
    [{ b: 2 }, 6],
  ]);
});

test('a document may begin on the line of its marker', () => {
  const [placed] = readManifest('a: 1\n--- {b: 2}\n').documents.slice(1);
  expect(placed?.document.value).toEqual({ b: 2 });
  expect(placed?.document.locate('b')).toMatchObject({ line: 1, column: 6 });
});

test('after `...` comes another document', () => {
  expect(readManifest('a: 1\n...\nb: 2\n').documents.map(({ document }) => document.value)).toEqual([
    { a: 1 },
    { b: 2 },
  ]);
});

test('an unchanged document is the same object, wherever it moves', () => {
  const before = readManifest('a: 1\n---\nb: 2\n');
  const after = readManifest('# more\n\nx: 9\n---\nb: 2\n', before);
  expect(after.documents[1]?.document).toBe(before.documents[1]?.document);
  expect(after.documents[1]?.line).toBe(4);
});

test('yes and on are booleans, dates and times are texts, as kubectl reads them', () => {
  expect(only('a: yes\nb: off\nc: 2026-01-01\nd: 12:30:45\ne: 0o17\nf: 017\ng: "no"\n').value).toEqual({
    a: true,
    b: false,
    c: '2026-01-01',
    d: '12:30:45',
    e: 15,
    f: 15,
    g: 'no',
  });
});

test('of a doubled key the last counts, and the second is marked', () => {
  const document = only('spec:\n  port: 80\n  port: 81\n');
  expect(document.value).toEqual({ spec: { port: 81 } });
  expect(document.doubled).toEqual([{ key: 'port', range: { line: 3, column: 3, endLine: 3, endColumn: 7 } }]);
});

test('anchors and merge keys are followed', () => {
  expect(only('a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n').value).toEqual({ a: { p: 1, q: 2 }, b: { p: 1, q: 3 } });
});

test.each([
  ['a:\n\tb: 1\n', 'found character that cannot start any token', 2],
  ['metadata:\n  name: shop\n   labels: {a: b}\n', 'mapping values are not allowed in this context', 3],
  ['a: "b', 'found unexpected end of stream', 1],
  ['a: [1, 2\nb: 3\n', "did not find expected ',' or ']'", 2],
  ['a: *nobody\n', "unknown anchor 'nobody' referenced", 1],
])('broken YAML has the words of kubectl and a line: %j', (text, message, line) => {
  expect(only(text).fault).toMatchObject({ message, range: { line } });
});

test('an alias bomb does not go off', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    bomb.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  expect(only(bomb.join('\n')).fault?.message).toBe('document contains excessive aliasing');
});

test.each(['[', '{a: ', '- '])('a hundred thousand times %j is a fault or a value, not a crash', (piece) => {
  expect(only(piece.repeat(100_000)).fault).toBeDefined();
});

test('__proto__ is a key like any other', () => {
  const value = only('__proto__: {polluted: true}\nconstructor: 1\n').value as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('seven megabytes are not read, and it says so', () => {
  const { documents, refusal } = readManifest('a: 1\n'.repeat(1_400_000));
  expect(documents).toEqual([]);
  expect(refusal).toBe('this file has 7,000,000 characters; a file of more than 6,000,000 is not read');
});
