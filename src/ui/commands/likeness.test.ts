import { expect, test } from 'vitest';
import { likeness } from './likeness.ts';

const RULES = ['Rules of node-2', 'iptables', 'iptables-save'];

test('a name that begins so comes first, one that holds it next, what is only said of it last', () => {
  expect(likeness('rules', RULES)).toBeGreaterThan(likeness('node-2', RULES));
  expect(likeness('node-2', RULES)).toBeGreaterThan(likeness('save', RULES));
  expect(likeness('save', RULES)).toBeGreaterThan(0);
});

test('every word must be found, in any order and case', () => {
  expect(likeness('NODE-2 rules', RULES)).toBeGreaterThan(0);
  expect(likeness('rules node-3', RULES)).toBe(0);
});

test('letters strewn over a name are not a match', () => {
  expect(likeness('rn2', RULES)).toBe(0);
});
