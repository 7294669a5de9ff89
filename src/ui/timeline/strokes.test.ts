import { expect, test } from 'vitest';
import type { Conversation, Flight, Shape } from '../../worker/protocol.ts';
import { busy, isCrowded, laneView } from './strokes.ts';

function flight(shape: Shape, reply: boolean, from: number, to: number): Flight {
  return { id: `${from}`, shape, reply, label: '', from, to, legs: [], stays: [], marks: [], end: 'delivered' };
}

const conversation: Conversation = {
  id: 'curl#1',
  client: 'Client//curl',
  caller: 'Pod/default/client',
  clientName: 'curl',
  request: 'http://web',
  letter: 'A',
  number: 1,
  from: 100,
  to: 500,
  flights: [flight('dns', false, 100, 150), flight('dns', true, 150, 200), flight('tcp', false, 220, 300)],
  outcome: { word: 'timed out', at: 500, by: 'nobody', because: 'nothing came back' },
};

test('a conversation that has not begun shows nothing', () => {
  expect(laneView(conversation, 99)).toBeUndefined();
});

test('nothing right of the play-head is told', () => {
  const view = laneView(conversation, 250);
  expect(view?.end).toBe(250);
  expect(view?.strokes.at(-1)).toEqual({ kind: 'request', from: 220, to: 250 });
  expect(view?.stops.at(-1)).toEqual({ at: 250, shape: 'tcp', hollow: false });
});

test('waiting is its own kind of line, until the outcome', () => {
  const view = laneView(conversation, 900);
  expect(view?.strokes.map(({ kind }) => kind)).toEqual(['request', 'reply', 'waiting', 'request', 'waiting']);
  expect(view?.end).toBe(500);
});

test('each kind of exchange begins filled and ends as its last packet was', () => {
  const stops = laneView(conversation, 900)?.stops;
  expect(stops).toEqual([
    { at: 100, shape: 'dns', hollow: false },
    { at: 200, shape: 'dns', hollow: true },
    { at: 220, shape: 'tcp', hollow: false },
    { at: 300, shape: 'tcp', hollow: false },
  ]);
});

const lasting = (from: number, to: number): Conversation => ({ ...conversation, id: `${from}`, from, to });

test('stretches that touch are one, and nothing right of the play-head is in them', () => {
  expect(busy([lasting(0, 10), lasting(5, 20), lasting(20, 25), lasting(40, 90), lasting(70, 80)], 60)).toEqual([
    [0, 25],
    [40, 60],
  ]);
});

test('a lane is crowded when many conversations are under way at once, not when many follow each other', () => {
  const following = Array.from({ length: 100 }, (_, i) => lasting(i * 10, i * 10 + 10));
  const together = Array.from({ length: 100 }, () => lasting(0, 1000));
  expect(isCrowded(following, 1000)).toBe(false);
  expect(isCrowded(together, 1000)).toBe(true);
});
