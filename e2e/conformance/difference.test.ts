import { expect, test } from 'vitest';
import { textDifference, valueDifference } from './difference.ts';

test('equal texts do not differ', () => {
  expect(textDifference('f', 'a\nb\n', 'a\nb\n')).toBeUndefined();
});

test('the first line that differs is shown with its number', () => {
  expect(textDifference('f', 'a\nb\n', 'a\nc\n')).toBe('f:2\n    expected "c"\n    actual   "b"');
});

test('a text that is too long or too short differs where the other ends', () => {
  expect(textDifference('f', 'a\nb', 'a')).toContain('f:2');
  expect(textDifference('f', 'a', 'a\nb')).toContain('f:2');
});

test('values are compared deeply, without an order of keys but with the order of lists', () => {
  expect(valueDifference('$', { a: [1, 2], b: 'x' }, { b: 'x', a: [1, 2] })).toBeUndefined();
  expect(valueDifference('$', { a: [2, 1] }, { a: [1, 2] })).toContain('$.a[0]');
});

test('a key too many, a key too few and an item too many are differences', () => {
  expect(valueDifference('$', { a: 1, b: 2 }, { a: 1 })).toContain('$.b');
  expect(valueDifference('$', { a: 1 }, { a: 1, b: 2 })).toContain('$.b');
  expect(valueDifference('$', [1, 2], [1])).toContain('$[1]');
});

test('values of different kinds differ', () => {
  expect(valueDifference('$', { a: 1 }, [1])).toContain('$');
  expect(valueDifference('$', '1', 1)).toContain('expected 1');
  expect(valueDifference('$', undefined, null)).toContain('expected null');
});
