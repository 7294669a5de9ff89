import { expect, test } from 'vitest';
import { forget, keep, readKept, type Shelf } from './kept.ts';

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
  const files = [{ name: 'app.yaml', text: 'kind: Service\n' }];
  keep(shelf, 'files', files);
  keep(shelf, 'theme', 'dark');
  keep(shelf, 'speed', 0.5);
  keep(shelf, 'panes', { layouts: { wide: { manifests: 300 } }, inspectorTab: 'rules' });
  expect(readKept(shelf)).toEqual({
    files,
    theme: 'dark',
    speed: 0.5,
    panes: { layouts: { wide: { manifests: 300 } }, inspectorTab: 'rules' },
  });
});

test('nothing kept is nothing', () => {
  expect(readKept(shelfOf())).toEqual({});
});

test.each([
  ['files', '{'],
  ['files', '[]'],
  ['files', '[{"name": 1}]'],
  ['files', '{"__proto__": {"x": 1}}'],
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

test('what is forgotten is gone', () => {
  const shelf = shelfOf({ 'portolan/1/theme': '"dark"' });
  forget(shelf, 'theme');
  expect(readKept(shelf)).toEqual({});
});
