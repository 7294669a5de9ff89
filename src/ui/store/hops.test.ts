import { expect, test } from 'vitest';
import type { Conversation, Flight } from '../../worker/protocol.ts';
import { nearestHop } from './hops.ts';

function flight(...edges: readonly number[]): Flight {
  const [from = 0, ...rest] = edges;
  const on = { road: 'dns', client: 'Pod/default/client', dns: 'Service/kube-system/kube-dns' } as const;
  const legs = rest.map((to, index) => ({ on, back: false, from: edges[index] ?? from, to }));
  return {
    id: `${from}`,
    shape: 'tcp',
    reply: false,
    label: 'SYN',
    from,
    to: rest.at(-1) ?? from,
    legs,
    stays: [],
    marks: [],
    end: 'delivered',
  };
}

function conversation(flights: readonly Flight[]): Conversation {
  return {
    id: 'curl#1',
    client: 'Client//curl',
    caller: 'Pod/default/client',
    clientName: 'curl',
    request: 'http://web',
    letter: 'A',
    number: 1,
    from: 0,
    to: 200,
    flights,
  };
}

const two = [conversation([flight(10, 40, 70)]), conversation([flight(20, 55)])];

test('the next hop is the nearest edge of any packet', () => {
  expect(nearestHop(two, 0, 1)).toBe(10);
  expect(nearestHop(two, 10, 1)).toBe(20);
  expect(nearestHop(two, 41, 1)).toBe(55);
});

test('the hop before is the nearest edge behind', () => {
  expect(nearestHop(two, 60, -1)).toBe(55);
  expect(nearestHop(two, 10, -1)).toBeUndefined();
});

test('there is no hop after the last', () => {
  expect(nearestHop(two, 70, 1)).toBeUndefined();
});
