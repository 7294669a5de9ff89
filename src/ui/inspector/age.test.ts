import { expect, test } from 'vitest';
import { ageOf, ageText } from './age.ts';

test('an age is written as kubectl writes it', () => {
  const ages = [0, 45, 119, 120, 125, 599, 601, 10_799, 11_000, 28_800, 172_800, 180_000].map((s) => ageText(1000 * s));
  expect(ages).toEqual(['0s', '45s', '119s', '2m', '2m5s', '9m59s', '10m', '179m', '3h3m', '8h', '2d', '2d2h']);
});

test('a report that came again says how often and over what time', () => {
  expect(ageOf({ count: 1, first: 1000, last: 1000 }, 4200)).toBe('3s');
  expect(ageOf({ count: 4, first: 1000, last: 10_000 }, 13_000)).toBe('3s (x4 over 12s)');
});
