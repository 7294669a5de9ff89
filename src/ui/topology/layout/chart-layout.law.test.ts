import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PodThing, Thing } from '../../../worker/protocol.ts';
import { example, podThing, rulesThing, serviceThing } from '../chart-fixture.ts';
import { type Layout, layoutChart } from './chart-layout.ts';
import type { Box } from './polyline.ts';

const pod = fc.record({
  name: fc.integer({ min: 0, max: 40 }),
  node: fc.integer({ min: 0, max: 4 }),
  service: fc.integer({ min: 0, max: 3 }),
});

const cluster = fc.uniqueArray(pod, { selector: ({ name }) => name, maxLength: 30 }).map((pods): readonly Thing[] => {
  const of = ({ name, node, service }: (typeof pods)[number]): PodThing =>
    podThing(
      `web-66b6c48dd5-${10_000 + name}`,
      node === 0 ? '' : `node-${node}`,
      service === 0 ? [] : [`Service/default/s${service}`],
    );
  const made = pods.map(of);
  const services = [1, 2, 3].filter((i) => made.some(({ services: [first] }) => first === `Service/default/s${i}`));
  const rules = services.map((i) =>
    rulesThing(
      `Service/default/s${i}`,
      made.filter((each) => each.services.includes(`Service/default/s${i}`)),
    ),
  );
  return [...example([]), ...made, ...services.map((i) => serviceThing(`s${i}`)), ...rules];
});

function cardsOf(layout: Layout): readonly Box[] {
  const ladders = [...layout.ladders.values()].map((ladder) => ladder.box);
  const frames = layout.machines.map((machine) => machine.box);
  return [...layout.clients.values(), ...layout.dns.values(), ...layout.services.values(), ...ladders, ...frames];
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('no card lies on another, and all lie inside the bounds', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      const layout = layoutChart(things);
      const cards = cardsOf(layout);
      cards.forEach((a, i) => {
        expect(cards.slice(i + 1).some((b) => overlap(a, b))).toBe(false);
        expect(a.y + a.height).toBeLessThan(layout.floor);
      });
    }),
  );
});

test('a layout made again from its own places is the same', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      const once = layoutChart(things);
      const twice = layoutChart(things, once.places);
      expect(cardsOf(twice)).toEqual(cardsOf(once));
      expect(twice.pods).toEqual(once.pods);
    }),
  );
});

test('every Pod stands inside the frame of its own node', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      const layout = layoutChart(things);
      const nodeOf = new Map(
        things.flatMap((thing) => (thing.kind === 'pod' ? [[thing.id, thing.node] as const] : [])),
      );
      const standing = layout.machines.flatMap(({ node, cards }) =>
        cards.flatMap(({ pods }) => pods.map((id) => [id, node] as const)),
      );
      expect(new Map(standing)).toEqual(nodeOf);
    }),
  );
});
