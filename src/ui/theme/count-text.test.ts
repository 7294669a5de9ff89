import { expect, test } from 'vitest';
import { countText } from './count-text.ts';

test('thousands are parted as English has them', () => {
  const counts = [0, 7, 999, 1000, 12_345, 999_999, 5_000_000, 1e9];
  expect(counts.map(countText)).toEqual(counts.map((count) => count.toLocaleString('en')));
});
