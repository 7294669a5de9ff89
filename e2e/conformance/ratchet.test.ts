import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failed, passed } from './case.ts';
import { playAll } from './runner.ts';
import { ratchet, readTodo, shortened, TODO_FILE } from './todo.ts';

test('the golden cases that fail are exactly those on the list', { timeout: 120_000 }, () => {
  expect(ratchet(readTodo(readFileSync(TODO_FILE, 'utf8')), playAll(import.meta.dirname))).toEqual([]);
});

const good = { area: 'dns', name: 'dns/a', outcome: passed };
const bad = { area: 'dns', name: 'dns/b', outcome: failed('answers[0]') };

test('the ratchet holds when the list names what fails', () => {
  expect(ratchet(['dns/b'], [good, bad])).toEqual([]);
});

test('a case that fails and is not listed is reported with its difference', () => {
  expect(ratchet([], [good, bad])).toEqual(['dns/b fails and is not on the list: answers[0]']);
});

test('a listed case that passes is reported', () => {
  expect(ratchet(['dns/a', 'dns/b'], [good, bad])).toEqual([expect.stringContaining('dns/a passes')]);
});

test('a listed case that does not exist is reported', () => {
  expect(ratchet(['dns/b', 'dns/gone'], [good, bad])).toEqual([expect.stringContaining('dns/gone')]);
});

test('a list out of order or with doubles is reported', () => {
  const other = { ...bad, name: 'dns/c' };
  expect(ratchet(['dns/c', 'dns/b'], [bad, other])).toEqual(['the list is not sorted at dns/b']);
  expect(ratchet(['dns/b', 'dns/b'], [bad])).toEqual(['dns/b is on the list twice']);
});

test('the list only gets shorter and keeps its comments', () => {
  const text = '# not yet\ndns/a\ndns/b # needs UDP\n';
  expect(shortened(text, new Set(['dns/b', 'dns/z']))).toBe('# not yet\ndns/a\n');
});
