import { expect, it } from 'vitest';
import { lookUpNeighbour, type NeighbourTable, noNeighbours } from './neighbours.ts';

/** Uses a neighbour that is gone at these instants; when each use fails, or undefined for frames that are sent to nobody. */
function uses(start: NeighbourTable, instants: readonly number[]): (number | undefined)[] {
  let table = start;
  return instants.map((now) => {
    const looked = lookUpNeighbour(table, 'node-3', false, now);
    table = looked.table;
    return looked.failsAt;
  });
}

it('fails three seconds after the first question, for everybody who waits', () => {
  expect(uses(noNeighbours, [0, 2000, 2999, 3000])).toEqual([3000, 3000, 3000, 6000]);
});

it('sends to a fresh address without asking, and checks an old one for eight seconds', () => {
  const { table } = lookUpNeighbour(noNeighbours, 'node-3', true, 0);
  expect(uses(table, [29_999, 60_000, 67_999, 68_000])).toEqual([undefined, undefined, undefined, 71_000]);
});

it('forgets its doubts as soon as the neighbour answers', () => {
  const { table } = lookUpNeighbour(noNeighbours, 'node-3', false, 0);
  expect(uses(lookUpNeighbour(table, 'node-3', true, 1000).table, [2000])).toEqual([undefined]);
});
