import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Thing } from '../../../worker/protocol.ts';
import { example, nodeThing, podThing } from '../chart-fixture.ts';
import type { Box } from '../layout/polyline.ts';
import { standing } from '../layout/standing.ts';
import { layoutWire } from './wire-layout.ts';

const NODES = ['node-1', 'node-2', 'node-3', 'node-4', 'node-5'];

const pods = fc.uniqueArray(
  fc.record({ name: fc.integer({ min: 0, max: 60 }), node: fc.integer({ min: 0, max: 5 }), local: fc.boolean() }),
  { selector: ({ name }) => name, maxLength: 30 },
);

const cluster = fc.tuple(fc.integer({ min: 1, max: 5 }), pods).map(([nodes, all]): readonly Thing[] => [
  ...example(
    all.map(({ name, node, local }) => ({
      ...podThing(`web-66b6c48dd5-${10_000 + name}`, node === 0 ? '' : `node-${1 + (node % nodes)}`),
      hostNetwork: local,
    })),
  ),
  ...NODES.slice(0, nodes).map(nodeThing),
]);

const look = { visited: ['node-2', 'node-4'], readers: ['node-2'], chosen: undefined };

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function within(inner: Box, outer: Box): boolean {
  const right = inner.x + inner.width <= outer.x + outer.width;
  const bottom = inner.y + inner.height <= outer.y + outer.height;
  return inner.x >= outer.x && inner.y >= outer.y && right && bottom;
}

test('machines and devices stand clear of each other, and all inside the bounds', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      const layout = layoutWire(things, look);
      const all = [...layout.machines.values(), ...layout.devices.values()].map(({ box }) => box);
      all.forEach((a, i) => {
        expect(all.slice(i + 1).some((b) => overlap(a, b))).toBe(false);
        expect(within(a, layout.bounds)).toBe(true);
      });
    }),
  );
});

test('the cards of an open machine stand in it and clear of each other', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      for (const { box, cards, programs, folded } of layoutWire(things, look).machines.values()) {
        if (folded) continue;
        const all = [...cards, ...programs].map((card) => card.box);
        all.forEach((a, i) => {
          expect(all.slice(i + 1).some((b) => overlap(a, b))).toBe(false);
          expect(within(a, box)).toBe(true);
        });
      }
    }),
  );
});

test('every Pod that has a machine has a door in it', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      const layout = layoutWire(things, look);
      for (const thing of things)
        if (thing.kind === 'pod' && thing.node !== '' && layout.machines.has(thing.node))
          expect(layout.doors.get(thing.id)?.node).toBe(thing.node);
      expect(standing(layout).machines).toHaveLength(layout.machines.size);
    }),
  );
});

test('a layout made again from its own places is the same', () => {
  fc.assert(
    fc.property(cluster, (things) => {
      const once = layoutWire(things, look);
      expect(layoutWire(things, look, once.places).doors).toEqual(once.doors);
    }),
  );
});
