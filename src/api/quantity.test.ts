import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalQuantity, compareQuantities, quantity, quantityFault, quantityIn } from './quantity.ts';

test('quantities are read with decimal and binary suffixes', () => {
  expect(['250m', '2', '64Mi', '1.5Gi', '1e3', 'much'].map(quantity)).toEqual([
    0.25, 2, 67_108_864, 1_610_612_736, 1000, 0,
  ]);
});

test('they are written in one way only', () => {
  const written = {
    '0.5': '500m',
    '1000m': '1',
    '1500': '1500',
    '100000': '100k',
    '1024Mi': '1Gi',
    '1536Mi': '1536Mi',
    '0.5Gi': '512Mi',
    '512': '512',
    '0.5Ki': '512',
    '1.5Ki': '1536',
    '1e3': '1e3',
    '12e4': '120e3',
    '0': '0',
    '-0.1': '-100m',
    '1.0000000001': '1000000001n',
    ' 2 ': '2',
  };
  expect(Object.keys(written).map(canonicalQuantity)).toEqual(Object.values(written));
});

test('what is no quantity is refused in the words of the decoder', () => {
  expect(quantityFault('1Q')).toContain('quantities must match the regular expression');
  expect(quantityFault('1Kim')).toBe("unable to parse quantity's suffix");
  expect(quantityFault(true)).toContain('quantities must match the regular expression');
  expect(quantityFault('100m')).toBeUndefined();
});

test('amounts are rounded up', () => {
  expect([quantityIn('1.2', 1), quantityIn('1n', 1000), quantityIn('100m', 1000), quantityIn('-1.5', 1)]).toEqual([
    2, 1, 100, -2,
  ]);
});

test('the canonical form says the same, and is its own canonical form', () => {
  const suffix = fc.constantFrom('n', 'u', 'm', '', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E-3');
  const text = fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(999), suffix)
    .map(([a, b, c]) => `${a}.${b}${c}`);
  fc.assert(
    fc.property(text, (one) => {
      const canonical = canonicalQuantity(one);
      return compareQuantities(one, canonical) === 0 && canonicalQuantity(canonical) === canonical;
    }),
  );
});
