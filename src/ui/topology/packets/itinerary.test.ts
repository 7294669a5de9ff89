import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Flight, Road } from '../../../worker/protocol.ts';
import { example, podThing, requestRoads, SERVICE } from '../chart-fixture.ts';
import { layoutChart } from '../layout/chart-layout.ts';
import { hopBefore, itineraryOf, placeAt } from './itinerary.ts';

const pods = ['aaaaa', 'bbbbb', 'ccccc'].map((end, i) => podThing(`web-66b6c48dd5-${end}`, `node-${i}`));
const layout = layoutChart(example(pods));

function flightOn(roads: readonly Road[], back = false): Flight {
  const way = back ? roads.toReversed() : roads;
  const legs = way.map((on, i) => ({ on, back, from: 100 + i * 40, to: 140 + i * 40 }));
  const to = 100 + way.length * 40;
  return {
    id: 'f',
    shape: 'tcp',
    reply: back,
    label: 'SYN',
    from: 100,
    to,
    legs,
    stays: [],
    marks: [],
    end: 'delivered',
  };
}

const request = flightOn(requestRoads(2, pods[2]?.id ?? ''));

test('a request starts at the client and ends at the Pod', () => {
  const itinerary = itineraryOf(request, layout, 0);
  const pod = layout.pods.get(pods[2]?.id ?? '');
  expect(placeAt(itinerary, 100)?.x).toBe(166);
  expect(placeAt(itinerary, 220)?.x).toBe(pod?.x);
});

test('each leg ends when it says', () => {
  const service = layout.services.get(SERVICE);
  expect(placeAt(itineraryOf(request, layout, 0), 140)?.x).toBeCloseTo(service?.x ?? 0);
});

test('the joints of rungs that were read are passed one after the other', () => {
  const times = itineraryOf(request, layout, 0).joints.map((joint) => joint.at);
  expect(times).toHaveLength(2);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('a packet whose road is not on the chart has no place', () => {
  const lost = flightOn([{ road: 'dns', client: 'Pod/default/nobody', dns: 'Service/kube-system/kube-dns' }]);
  expect(placeAt(itineraryOf(lost, layout, 0), 110)).toBeUndefined();
});

test('with less motion a packet stands on its last hop', () => {
  const itinerary = itineraryOf(request, layout, 0);
  expect(hopBefore(itinerary, 159, request)).toBe(140);
  expect(hopBefore(itinerary, 300, request)).toBe(220);
});

test('a packet never jumps, out or back, on whatever lane', () => {
  const flights = [0, 1, 2].flatMap((rung) =>
    [false, true].map((back) => flightOn(requestRoads(rung, pods[rung]?.id ?? ''), back)),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...flights),
      fc.integer({ min: 0, max: 3 }),
      fc.double({ min: 100, max: 219, noNaN: true }),
      (flight, lane, at) => {
        const itinerary = itineraryOf(flight, layout, lane);
        const here = placeAt(itinerary, at);
        const soon = placeAt(itinerary, at + 0.1);
        expect(Math.hypot((here?.x ?? 0) - (soon?.x ?? 999), (here?.y ?? 0) - (soon?.y ?? 999))).toBeLessThan(3);
      },
    ),
  );
});
