import { expect, test } from 'vitest';
import { instantOf, timestamp } from './timestamp.ts';

test('an instant is read back to the second', () => {
  for (const now of [0, 1000, 61_500, 86_400_000, 40 * 86_400_000]) {
    expect(instantOf(timestamp(now))).toBe(Math.floor(now / 1000) * 1000);
  }
});

test('instants of another cluster have their place on the same line', () => {
  expect(instantOf('2025-12-31T23:59:59Z')).toBe(-1000);
  expect(instantOf('2024-02-29T00:00:00Z')).toBe(-672 * 86_400_000);
  expect(instantOf('yesterday')).toBeUndefined();
});
