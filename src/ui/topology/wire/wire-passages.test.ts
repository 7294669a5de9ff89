import { expect, test } from 'vitest';
import type { Flight, Place } from '../../../worker/protocol.ts';
import { CLIENT, example, nodeThing, podThing } from '../chart-fixture.ts';
import { itineraryOf, placeAt } from '../packets/itinerary.ts';
import { layoutWire } from './wire-layout.ts';
import { piecesOf } from './wire-passages.ts';

const pod = podThing('web-66b6c48dd5-aaaaa', 'node-2');
const nodes = ['node-1', 'node-2'].map(nodeThing);
const layout = layoutWire([...example([pod]), ...nodes], { visited: [], readers: [], chosen: undefined });

const hooks = (node: string): readonly Place[] =>
  (['PREROUTING', 'ROUTING', 'FORWARD', 'POSTROUTING'] as const).map((hook) => ({ at: 'hook', node, hook }));

const places: readonly Place[] = [
  { at: 'pod', pod: CLIENT },
  ...hooks('node-1'),
  { at: 'wire', from: 'node-1', to: 'node-2' },
  ...hooks('node-2'),
  { at: 'pod', pod: pod.id },
];

const flight: Flight = {
  id: 'A/0',
  shape: 'tcp',
  reply: false,
  label: 'SYN',
  from: 0,
  to: places.length * 20,
  legs: [],
  stays: places.map((place, i) => ({ place, from: i * 20, to: i * 20 + 20 })),
  marks: [],
  end: 'delivered',
};

test('a packet is never seen to jump: every piece of its way begins where the last one ended', () => {
  const pieces = piecesOf(flight, layout);
  expect(pieces).toHaveLength(places.length);
  pieces.slice(1).forEach((piece, i) => expect(piece.points[0]).toEqual(pieces[i]?.points.at(-1)));
});

test('at the end of its stay at a hook a packet stands on that station', () => {
  const itinerary = itineraryOf(flight, layout, 0);
  flight.stays.forEach(({ place, to }) => {
    if (place.at !== 'hook') return;
    const { x, y } = layout.machines.get(place.node)?.stations[place.hook] ?? { x: 0, y: 0 };
    expect(placeAt(itinerary, to - 0.001)).toMatchObject({ x, y });
  });
});

test('a packet begins and ends at the doors of its Pods', () => {
  const itinerary = itineraryOf(flight, layout, 0);
  expect(placeAt(itinerary, 0)?.x).toBe(layout.doors.get(CLIENT)?.box.x);
  expect(placeAt(itinerary, flight.to)?.x).toBe(layout.doors.get(pod.id)?.box.x);
});

test('what is not on the chart leaves no piece, and the rest is still seen', () => {
  const stays = flight.stays.map((stay, i) =>
    i === flight.stays.length - 1 ? { ...stay, place: { at: 'pod', pod: 'Pod/default/gone' } as const } : stay,
  );
  expect(piecesOf({ ...flight, id: 'A/1', stays }, layout)).toHaveLength(places.length - 1);
});
