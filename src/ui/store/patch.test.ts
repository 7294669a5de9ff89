import { expect, test } from 'vitest';
import { patched } from './patch.ts';

const one = { id: 'one', text: 'a' };
const two = { id: 'two', text: 'b' };
const before = new Map([
  ['one', one],
  ['two', two],
]);

test('an absent patch leaves the very same map', () => {
  expect(patched(before, undefined)).toBe(before);
});

test('entities that the patch does not name stay the very same objects', () => {
  const after = patched(before, { put: [{ id: 'two', text: 'c' }], remove: [] });
  expect(after.get('one')).toBe(one);
  expect(after.get('two')).toEqual({ id: 'two', text: 'c' });
  expect(before.get('two')).toBe(two);
});

test('removed entities go', () => {
  expect([...patched(before, { put: [], remove: ['one'] }).keys()]).toEqual(['two']);
});

test('a reset forgets all that was known first', () => {
  expect([...patched(before, { reset: true, put: [{ id: 'three', text: '' }], remove: [] }).keys()]).toEqual(['three']);
});
