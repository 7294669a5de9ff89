import { expect, test } from 'vitest';
import { CLIENT, example, podThing, RULES, SERVICE } from './chart-fixture.ts';
import { layoutChart } from './layout/chart-layout.ts';
import { nodesOf, roadsOf } from './nodes/graph.ts';
import { nextThing, type WalkKey } from './walk.ts';
import { boxesOf } from './walking.ts';

const pods = ['aaaaa', 'bbbbb', 'ccccc'].map((end, i) => podThing(`web-66b6c48dd5-${end}`, `node-${1 + i}`));
const things = example(pods);
const layout = layoutChart(things);
const boxes = boxesOf(nodesOf(layout, []));
const approach = { road: 'approach', client: CLIENT, service: SERVICE } as const;
const roads = roadsOf(layout, things, [approach]);

function walked(from: string, ...keys: readonly WalkKey[]): string | undefined {
  return keys.reduce((at: string | undefined, key) => at && nextThing(boxes, roads, at, key), from);
}

test('the arrow keys walk from a client along the roads to a Pod, and back', () => {
  expect(walked(CLIENT, 'ArrowRight')).toBe(SERVICE);
  expect(walked(SERVICE, 'ArrowRight')).toBe(RULES);
  expect(pods.map(({ id }) => id)).toContain(walked(RULES, 'ArrowRight'));
  expect(walked(pods[1]?.id ?? '', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')).toBe(CLIENT);
});

test('up and down lead to the next in the column, machines by their names', () => {
  expect(walked(pods[0]?.id ?? '', 'ArrowDown')).toBe(`machine ${SERVICE} node-2`);
  expect(walked(pods[0]?.id ?? '', 'ArrowDown', 'ArrowDown')).toBe(pods[1]?.id);
});

test('at the edge of the chart a key leads nowhere', () => {
  expect(walked(CLIENT, 'ArrowLeft')).toBeUndefined();
});
