import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation, Flight } from '../../../worker/protocol.ts';
import { eachUnderWay } from './under-way.ts';

function flight(id: number, from: number, lasts: number): Flight {
  const way = { legs: [], stays: [], marks: [] };
  return { id: `${id}`, shape: 'tcp', reply: false, label: '', from, to: from + lasts, end: 'delivered', ...way };
}

const history = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 })), { maxLength: 40 })
  .map((times): Conversation => {
    const named = { client: '', caller: '', clientName: '', request: '', letter: 'A', number: 1 };
    return { id: 'A#1', ...named, from: 0, to: 130, flights: times.map(([from, lasts], i) => flight(i, from, lasts)) };
  });

test('of however long a history exactly those packets are found that are to be seen', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: -5, max: 150 }), fc.integer({ min: 1, max: 20 }), (all, now, linger) => {
      const seen = all.flights.filter(({ from, to }) => from <= now && now - to < linger);
      const found: Flight[] = [];
      eachUnderWay(all, now, linger, (each) => found.push(each));
      expect(found.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(seen);
    }),
  );
});
