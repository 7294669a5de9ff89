import { expect, test } from 'vitest';
import type { Thing } from '../../../worker/protocol.ts';
import { CLIENT, DNS, example, podThing, RULES, rulesThing, SERVICE, serviceThing } from '../chart-fixture.ts';
import { layoutChart } from './chart-layout.ts';
import { lanesOf } from './roads.ts';
import { PORT } from './sizes.ts';

const three = ['aaaaa', 'bbbbb', 'ccccc'].map((end, i) => podThing(`web-66b6c48dd5-${end}`, `node-${1 + (i % 2)}`));

test('the first client stands level with the first Service', () => {
  const layout = layoutChart(example(three));
  const client = layout.clients.get(CLIENT);
  const service = layout.services.get(SERVICE);
  expect((client?.y ?? 0) + PORT.approach).toBe((service?.y ?? 0) + PORT.service);
});

test('the name server stands below the road to the Service', () => {
  const layout = layoutChart(example(three));
  expect(layout.dns.get(DNS)?.y).toBeGreaterThan((layout.services.get(SERVICE)?.y ?? 0) + PORT.service);
});

test('Pods stand in the frame of their machine', () => {
  const layout = layoutChart(example(three));
  expect(layout.machines.map(({ node, cards }) => [node, cards.length])).toEqual([
    ['node-1', 2],
    ['node-2', 1],
  ]);
});

test('a Pod without a node stands in no machine', () => {
  const layout = layoutChart(example([...three, podThing('web-66b6c48dd5-ddddd', '')]));
  expect(layout.machines.at(-1)?.node).toBe('');
});

test('a Pod that comes does not move those that stand', () => {
  const before = layoutChart(example(three));
  const after = layoutChart(example([podThing('web-66b6c48dd5-00000', 'node-2'), ...three]), before.places);
  for (const pod of three) expect(after.pods.get(pod.id)).toEqual(before.pods.get(pod.id));
});

test('a broken selector leaves the Pods where they are', () => {
  const before = layoutChart(example(three));
  const things = example([]).concat(three.map((pod) => ({ ...pod, services: [] })));
  const after = layoutChart(things, before.places);
  for (const pod of three) expect(after.pods.get(pod.id)).toEqual(before.pods.get(pod.id));
});

test('a Service that comes stands below the others', () => {
  const before = layoutChart(example(three));
  const after = layoutChart([...example(three), serviceThing('a-first-by-name')], before.places);
  expect(after.services.get(SERVICE)).toEqual(before.services.get(SERVICE));
});

test('eight equal Pods of a node share a card', () => {
  const many = Array.from({ length: 9 }, (_, i) => podThing(`web-66b6c48dd5-aaaa${i}`, 'node-1'));
  const [machine] = layoutChart(example(many)).machines;
  expect(machine?.cards.map((card) => card.pods.length)).toEqual([9]);
});

test('a ladder without endpoints stands for the rejecting rule', () => {
  expect(layoutChart(example([])).ladders.get(RULES)?.look).toBe('reject');
});

test('a long ladder is folded', () => {
  const many = Array.from({ length: 60 }, (_, i) => podThing(`web-66b6c48dd5-${10_000 + i}`, `node-${i}`));
  const steps = layoutChart(example(many)).ladders.get(RULES)?.steps ?? [];
  expect(steps.length).toBeLessThan(20);
  expect(steps.reduce((sum, step) => sum + step.count, 0)).toBe(60);
});

test('a caller that its own Service leads back to is reached round the foot of the chart, past no card', () => {
  const layout = layoutChart(example([]));
  const lanes = lanesOf(layout, { road: 'branch', rules: RULES, rung: 0, pod: CLIENT });
  const points = lanes?.out[0]?.points ?? [];
  const caller = layout.clients.get(CLIENT);
  expect(points.at(-1)?.x).toBe(caller?.x);
  expect(Math.max(...points.map(({ y }) => y))).toBe(layout.floor);
});

test('ladders are folded to a line per rule when they would be higher than a screen', () => {
  const more = (many: number): Thing[] =>
    Array.from({ length: many }, (_, i) => `web-${i}`).flatMap((name) => [
      serviceThing(name),
      rulesThing(`Service/default/${name}`, three),
    ]);
  const [one, several] = [0, 3].map((many) => layoutChart([...example(three), ...more(many)]));
  expect([...(one?.ladders.values() ?? [])].map(({ slim }) => slim)).toEqual([false]);
  expect([...(several?.ladders.values() ?? [])].map(({ slim }) => slim)).toEqual([true, true, true, true]);
});
