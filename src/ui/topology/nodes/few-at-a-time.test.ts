import { expect, test } from 'vitest';
import { nextFew } from './few-at-a-time.ts';
import { nodeAt } from './node-at.ts';

const nodes = Array.from({ length: 60 }, (_, i) => nodeAt('pod', `p${i}`, { x: 0, y: i, width: 9, height: 9 }, {}, 1));

test('an empty page gets a whole picture, and cards that come later come a few at a time, in their order', () => {
  const first = nextFew(nodes, new Set());
  expect(first).toEqual(nodes.slice(0, first.length));
  const next = nextFew(nodes, new Set(first.map(({ id }) => id)));
  expect(next.length).toBeGreaterThan(first.length);
  expect(next.length - first.length).toBeLessThan(first.length);
  expect(next).toEqual(nodes.slice(0, next.length));
});

test('what is drawn stays, wherever new cards stand, and what is gone leaves', () => {
  const drawn = new Set(['p3', 'p59', 'gone']);
  const few = nextFew(nodes, drawn).map(({ id }) => id);
  expect(few).toContain('p3');
  expect(few).toContain('p59');
  expect(few).not.toContain('gone');
});

test('frame by frame all of them come', () => {
  let drawn: ReadonlySet<string> = new Set();
  for (let frame = 0; frame < 30; frame += 1) drawn = new Set(nextFew(nodes, drawn).map(({ id }) => id));
  expect(drawn.size).toBe(nodes.length);
});
