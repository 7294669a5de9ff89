import fc from 'fast-check';
import { expect, test } from 'vitest';
import { same } from './equality.ts';

/** The plain, slow way: both written down with their keys in order. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => written(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, written(field)]));
}

const { value } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.constantFrom('', 'a', 0, 1, true, null), fc.nat(3)),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.option(tie('value'), { nil: undefined }), { maxKeys: 3 }),
  ),
}));

test('two values are the same exactly when they are written the same, keys in order and undefined left out', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(same(one, other)).toBe(JSON.stringify(written(one)) === JSON.stringify(written(other)));
      expect(same(one, structuredClone(one))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
