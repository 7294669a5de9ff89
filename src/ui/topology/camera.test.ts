import { expect, test } from 'vitest';
import { recentred, wholeChart } from './camera.ts';

const bounds = { x: 0, y: 0, width: 900, height: 450 };

test('the whole chart is in the middle of a wide pane', () => {
  expect(wholeChart(bounds, 1200, 450)).toEqual({ x: 150, y: 0, zoom: 1 });
});

test('a chart is never blown up beyond its print', () => {
  expect(wholeChart(bounds, 4000, 3000).zoom).toBe(1.35);
});

test('in a very narrow pane the chart starts at its left edge', () => {
  expect(wholeChart(bounds, 300, 600)).toMatchObject({ x: 0, zoom: 0.72 });
});

test('what was in the middle of the pane stays there', () => {
  expect(recentred({ x: 10, y: 20, zoom: 2 }, { width: -100, height: 40 })).toEqual({ x: -40, y: 40, zoom: 2 });
});
