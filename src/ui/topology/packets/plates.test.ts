import { expect, test } from 'vitest';
import { covered } from '../layout/obstacles.ts';
import { platePlace } from './plates.ts';

const view = { x: 0, y: 0, width: 900, height: 600 };
const size = { width: 130, height: 36 };

test('a plate stands over its place when nothing is there', () => {
  const { x, y } = platePlace({ x: 400, y: 300 }, size, [], view, false);
  expect([x, y]).toEqual([400 - 65, 300 - 16 - 36]);
});

test('the plate of a source stands under its place', () => {
  expect(platePlace({ x: 400, y: 300 }, size, [], view, true).y).toBe(316);
});

test('a plate keeps off words and inside the view', () => {
  const words = [
    { x: 300, y: 200, width: 200, height: 95 },
    { x: 300, y: 305, width: 200, height: 60 },
  ];
  for (const place of [
    { x: 400, y: 300 },
    { x: 4, y: 4 },
    { x: 896, y: 590 },
  ]) {
    const plate = platePlace(place, size, words, view, false);
    expect(covered(plate, words)).toBe(0);
    expect(covered(plate, [view])).toBe(size.width * size.height);
  }
});
