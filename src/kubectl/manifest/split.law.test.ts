import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readManifest } from './read.ts';
import { split, splitAgain } from './split.ts';

const line = fc.constantFrom(
  'a: 1',
  '---',
  '--- # x',
  '--- {b: 2}',
  '...',
  '---x',
  ' ---',
  '# c',
  '',
  '%YAML 1.2',
  '--- ',
  'c:',
);
const text = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n'))
  .map(([lines, separator, end]) => lines.join(separator) + end);
const edit = fc.tuple(fc.nat(80), fc.nat(12), fc.oneof(line, fc.constantFrom('\n', '\r', '\n---\n', '-', '---\n')));

test('the stretches of a text, one after the other, are the text', () => {
  fc.assert(
    fc.property(text, (whole) => {
      expect(
        split(whole)
          .map(({ raw }) => raw)
          .join(''),
      ).toBe(whole);
    }),
  );
});

test('a changed text cut with the help of the old one is cut the same', () => {
  fc.assert(
    fc.property(text, fc.array(edit, { minLength: 1, maxLength: 3 }), (old, edits) => {
      const next = edits.reduce((all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut), old);
      expect(splitAgain(next, old, split(old))).toEqual(split(next));
    }),
    { numRuns: 5000 },
  );
});

test('reading on from an old text gives the same documents on the same lines', () => {
  fc.assert(
    fc.property(text, text, (old, next) => {
      const placed = (one: ReturnType<typeof readManifest>): unknown =>
        one.documents.map(({ document, line }) => [document.text, line]);
      expect(placed(readManifest(next, readManifest(old)))).toEqual(placed(readManifest(next)));
    }),
    { numRuns: 1000 },
  );
});
