import { expect, test } from 'vitest';
import { follow, glide, lengthFor, ticks } from './span.ts';

test('the lanes stand still while the play-head is in sight', () => {
  const span = { from: 1000, length: 1600 };
  expect(follow(span, 2000, 1600)).toBe(span);
});

test('the lanes move on when the play-head leaves them', () => {
  const span = { from: 1000, length: 1600 };
  const { from } = follow(span, 2500, 1600);
  expect(from).toBeGreaterThan(1000);
  expect(from).toBeLessThan(2500);
});

test('the lanes never begin before the cluster did', () => {
  expect(follow({ from: 500, length: 1600 }, 0, 1600).from).toBe(0);
});

test('another speed keeps the play-head where it was on the page', () => {
  const after = follow({ from: 0, length: 1000 }, 500, 2000);
  expect((500 - after.from) / after.length).toBeLessThanOrEqual(0.5);
});

test('gliding arrives', () => {
  let span = { from: 0, length: 1000 };
  const goal = { from: 800, length: 1600 };
  for (let frame = 0; frame < 100; frame++) span = glide(span, goal, 16);
  expect(span).toBe(goal);
});

test('the length grows with the speed, within limits', () => {
  expect(lengthFor(0.1)).toBe(1600);
  expect(lengthFor(0.01)).toBe(400);
  expect(lengthFor(10)).toBe(60_000);
});

test('the axis has labels at round instants and small marks between', () => {
  const marks = ticks({ from: 12_000, length: 1600 }, 1100);
  expect(marks.filter((mark) => mark.text !== undefined).map((mark) => mark.text)).toEqual([
    '12.0',
    '12.2',
    '12.4',
    '12.6',
    '12.8',
    '13.0',
    '13.2',
    '13.4',
    '13.6',
  ]);
  expect(marks).toHaveLength(17);
});
