import { expect, test } from 'vitest';
import { lane, pathThrough, placeAlong, rounded, simplified, walkAlong } from './polyline.ts';

const corner = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 50 },
];

test('corners have a radius of nine', () => {
  expect(pathThrough(corner)).toBe('M0 0L91 0Q100 0 100 9L100 50');
});

test('a corner in a narrow place is tighter', () => {
  expect(
    pathThrough([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 8 },
      { x: 30, y: 8 },
    ]),
  ).toBe('M0 0L6 0Q10 0 10 4L10 4Q10 8 14 8L30 8');
});

test('points on the way are left out', () => {
  expect(
    simplified([
      { x: 0, y: 0 },
      { x: 5, y: 0 },
      { x: 5, y: 0 },
      { x: 9, y: 0 },
    ]),
  ).toEqual([
    { x: 0, y: 0 },
    { x: 9, y: 0 },
  ]);
});

test('a lane keeps its distance round a corner', () => {
  expect(lane(corner, 6)).toEqual([
    { x: 0, y: -6 },
    { x: 106, y: -6 },
    { x: 106, y: 50 },
  ]);
});

test('a place along a line is measured from its start', () => {
  const walk = walkAlong(corner);
  expect(walk.length).toBe(150);
  expect(placeAlong(walk, 120)).toMatchObject({ x: 100, y: 20 });
  expect(placeAlong(walk, 999)).toMatchObject({ x: 100, y: 50 });
});

test('a rounded line begins and ends where the line does', () => {
  const points = rounded(corner);
  expect(points[0]).toEqual(corner[0]);
  expect(points.at(-1)).toEqual(corner[2]);
});
