import { expect, test } from 'vitest';
import { forgetFiles, keepFiles, readKeptFiles, type Shelf } from '../opening/index.ts';
import { keep, readKept } from './kept.ts';

function shelfOf(entries: Record<string, string> = {}): Shelf & { readonly held: Map<string, string> } {
  const held = new Map(Object.entries(entries));
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

test('what was kept comes back', () => {
  const shelf = shelfOf();
  keep(shelf, 'theme', 'dark');
  keep(shelf, 'speed', 0.5);
  keep(shelf, 'panes', { layouts: { wide: { manifests: 300 } }, inspectorTab: 'rules' });
  expect(readKept(shelf)).toEqual({
    theme: 'dark',
    speed: 0.5,
    panes: { layouts: { wide: { manifests: 300 } }, inspectorTab: 'rules' },
  });
});

test('nothing kept is nothing', () => {
  expect(readKept(shelfOf())).toEqual({});
});

test.each([
  ['theme', '"pink"'],
  ['speed', '-1'],
  ['speed', '"fast"'],
  ['activeFile', '7'],
])('malformed %s %s is as if it had never been kept', (part, text) => {
  expect(readKept(shelfOf({ [`portolan/1/${part}`]: text }))).toEqual({});
});

test('malformed parts of the panes are left out, the others stay', () => {
  const panes = JSON.stringify({ layouts: { wide: { manifests: 'x' } }, inspectorTab: 'now', eventsOpen: 3 });
  expect(readKept(shelfOf({ 'portolan/1/panes': panes }))).toEqual({ panes: { inspectorTab: 'now' } });
});

test('a full storage is said, not thrown', () => {
  const full: Shelf = {
    ...shelfOf(),
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(keep(full, 'theme', 'dark')).toBe('QuotaExceededError');
});

test('every example has a text of its own', () => {
  const shelf = shelfOf();
  const [one, other] = [[{ name: 'app.yaml', text: 'one' }], [{ name: 'app.yaml', text: 'other' }]];
  keepFiles(shelf, '01-one', one);
  keepFiles(shelf, '02-other', other);
  expect(readKeptFiles(shelf, '01-one')).toEqual(one);
  expect(readKeptFiles(shelf, '02-other')).toEqual(other);
  forgetFiles(shelf, '01-one');
  expect(readKeptFiles(shelf, '01-one')).toBeUndefined();
  expect(readKeptFiles(shelf, '02-other')).toEqual(other);
});

test.each(['{', '[]', '[{"name": 1}]', '{"__proto__": {"x": 1}}'])('malformed text %s was never kept', (text) => {
  expect(readKeptFiles(shelfOf({ 'portolan/1/files/01-one': text }), '01-one')).toBeUndefined();
});
