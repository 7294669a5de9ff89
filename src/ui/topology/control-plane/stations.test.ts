import { expect, test } from 'vitest';
import type { ClusterEvent } from '../../../worker/protocol.ts';
import { SHEET, stationsFor } from './stations.ts';
import { stepsOf } from './steps.ts';

const written: ClusterEvent = {
  id: '1',
  at: 1,
  by: 'kube-proxy node-7',
  text: 'rules of node-7 written',
  tone: 'plain',
  object: 'Node//node-7',
};
const nodes = (count: number): string[] => Array.from({ length: count }, (_, i) => `node-${i + 1}`);

test('every machine has its kubelet and its kube-proxy, side by side and on the sheet', () => {
  const { stations, machines, more } = stationsFor([], nodes(3));
  expect(machines.map(({ node }) => node)).toEqual(nodes(3));
  expect(more).toBe(0);
  expect(stations.filter(({ kind }) => kind === 'kube-proxy')).toHaveLength(3);
  for (const { box } of stations) expect(box.x + box.width).toBeLessThan(SHEET.width);
});

test('of many machines those are drawn that the change reached', () => {
  const { machines, more } = stationsFor(stepsOf([written]), nodes(9));
  expect(machines.map(({ node }) => node)).toContain('node-7');
  expect(more).toBe(6);
});
