import { expect, test } from 'vitest';
import { clockText } from './clock.ts';

test('the clock counts minutes, seconds and milliseconds', () => {
  expect(clockText(12_840)).toBe('00:12.840');
  expect(clockText(61_000.9)).toBe('01:01.000');
  expect(clockText(-1)).toBe('00:00.000');
});
