import { expect, test } from 'vitest';
import type { Conversation, Flight } from '../../../worker/protocol.ts';
import { example, podThing, requestRoads } from '../chart-fixture.ts';
import { layoutChart } from '../layout/chart-layout.ts';
import { crowdOn } from './crowd.ts';
import { laneOf, laneTable } from './lanes.ts';
import { type Look, trafficAt } from './traffic.ts';

const pod = podThing('web-66b6c48dd5-aaaaa', 'node-1');
const layout = layoutChart(example([pod]));

function conversation(letter: string, end: Flight['end'] = 'delivered'): Conversation {
  const roads = requestRoads(0, pod.id);
  const legs = roads.map((on, i) => ({ on, back: false, from: i * 10, to: i * 10 + 10 }));
  const flight: Flight = {
    id: `${letter}/0`,
    shape: 'tcp',
    reply: false,
    label: 'SYN',
    from: 0,
    to: 30,
    legs,
    stays: [],
    marks: [],
    end,
  };
  const named = {
    client: 'Client//curl',
    caller: 'Pod/default/client',
    clientName: 'curl',
    request: 'http://web',
    number: 1,
  };
  return { id: `${letter}#1`, ...named, letter, from: 0, to: 30, flights: [flight] };
}

const lanesOfOne = laneTable([conversation('A')], 'concept');

function look(conversations: readonly Conversation[], now: number): Look {
  return {
    now,
    layout,
    lanes: laneTable(conversations, 'concept'),
    conversations,
    fade: 90,
    linger: 240,
    discrete: false,
    selected: undefined,
  };
}

test('a packet is seen from its start', () => {
  expect(trafficAt(look([conversation('A')], -1))).toHaveLength(0);
  expect(trafficAt(look([conversation('A')], 0))).toHaveLength(1);
});

test('a packet that arrived fades sooner than the road behind it', () => {
  const [packet] = trafficAt(look([conversation('A')], 70));
  expect(packet?.presence).toBe(0);
  expect(packet?.wake).toBeGreaterThan(0.5);
});

test('a packet that was dropped stays lying for a while', () => {
  expect(trafficAt(look([conversation('A')], 200))).toHaveLength(0);
  expect(trafficAt(look([conversation('A', 'dropped')], 200))).toHaveLength(1);
});

test('the selected packet is drawn last', () => {
  const selected = { conversation: 'A#1', flight: undefined };
  const drawn = trafficAt({ ...look([conversation('A'), conversation('B')], 10), selected });
  expect(drawn.map((packet) => packet.conversation.letter)).toEqual(['B', 'A']);
});

test('conversations that share a road have lanes in the order of their letters', () => {
  const [a, b] = [conversation('A'), conversation('B')];
  const table = laneTable([b, a], 'concept');
  expect(
    [a, b].map(({ letter, flights }) => laneOf(table, letter, flights[0] ?? { legs: [], stays: [] }, 'concept')),
  ).toEqual([0, 1]);
});

test('an itinerary is drawn up once while layout and lanes stay the same', () => {
  const one = conversation('A');
  const [drawn, again] = [look([one], 5), look([one], 6)].map((at) => trafficAt({ ...at, lanes: lanesOfOne })[0]);
  expect(drawn?.itinerary).toBe(again?.itinerary);
});

test('another conversation of the same letters changes no lanes', () => {
  const before = laneTable([conversation('A'), conversation('B')], 'concept');
  expect(laneTable([conversation('B'), conversation('A'), conversation('A')], 'concept', before)).toBe(before);
  expect(laneTable([conversation('C')], 'concept', before)).not.toBe(before);
});

test('a crowd has as many packets under way as it was asked for', () => {
  const crowd = crowdOn(layout, 50, 1000, 2000);
  for (const now of [1000, 1777, 2999]) expect(trafficAt({ ...look(crowd, now), fade: 0, linger: 0 })).toHaveLength(50);
});
