import { expect, test } from 'vitest';
import { followed, near } from './use-follow.ts';

const pane = { width: 1000, height: 500 };
const view = { x: 0, y: 0, zoom: 1 };

test('a packet that is well in sight does not move the camera', () => {
  expect(followed(view, pane, { x: 400, y: 250 }, 0.1)).toBeUndefined();
});

test('the camera glides after a packet that nears the edge, and in one step for those who want less motion', () => {
  expect(followed(view, pane, { x: 900, y: 250 }, 0.1)).toEqual({ zoom: 1, x: -20, y: 0 });
  expect(followed(view, pane, { x: 900, y: 250 }, 1)).toEqual({ zoom: 1, x: -200, y: 0 });
});

test('following begins near enough that there is something to follow', () => {
  expect(near(view, pane, { x: 100, y: 100 })).toEqual({ zoom: 1.3, x: 370, y: 120 });
  expect(near({ ...view, zoom: 2 }, pane, { x: 100, y: 100 }).zoom).toBe(2);
});
