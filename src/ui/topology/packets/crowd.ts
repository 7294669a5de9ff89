import type { Conversation, Flight, Instant, Leg, Road } from '../../../worker/protocol.ts';
import type { Layout } from '../layout/chart-layout.ts';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Virtual milliseconds that one packet of the crowd takes from a client to a Pod. */
const TRIP = 600;

function* waysIn(layout: Layout): Iterable<readonly Road[]> {
  for (const client of layout.clients.keys())
    for (const [rules, ladder] of layout.ladders)
      for (const { rung } of ladder.steps) {
        const service = layout.serviceOf.get(rules) ?? '';
        const pod = [...layout.pods.keys()][rung % Math.max(1, layout.pods.size)];
        const through: readonly Road[] = [
          { road: 'approach', client, service },
          { road: 'ladder', service, rules, rung },
        ];
        yield pod === undefined ? through : [...through, { road: 'branch', rules, rung, pod }];
      }
}

function trip(id: string, way: readonly Road[], from: Instant, reply: boolean): Flight {
  const roads = reply ? way.toReversed() : way;
  const pace = TRIP / Math.max(1, roads.length);
  const legs = roads.map((on, i): Leg => ({ on, back: reply, from: from + i * pace, to: from + (i + 1) * pace }));
  return {
    id,
    shape: reply ? 'udp' : 'tcp',
    reply,
    label: 'load',
    from,
    to: from + TRIP,
    legs,
    stays: [],
    marks: [],
    end: 'delivered',
  };
}

/**
 * Made-up conversations for measuring how fast packets are drawn: `packets` of them are under way on the chart's roads at
 * every instant from `from` on, for `lasting` virtual milliseconds. They are no part of the cluster.
 */
export function crowdOn(layout: Layout, packets: number, from: Instant, lasting: Instant): readonly Conversation[] {
  const ways = [...waysIn(layout)];
  const trips = Math.ceil(lasting / TRIP) + 2;
  return Array.from({ length: ways.length === 0 ? 0 : packets }, (_, i): Conversation => {
    const begun = from - ((i * 7919) % packets) * ((2 * TRIP) / packets);
    const way = ways[i % ways.length] ?? [];
    const flights = Array.from({ length: trips }, (_each, k) =>
      trip(`crowd-${i}-${k}`, way, begun + k * TRIP, k % 2 === 1),
    );
    const named = {
      client: 'Client//crowd',
      caller: '',
      clientName: 'crowd',
      request: 'load',
      letter: LETTERS[i % 6] ?? 'A',
    };
    return { id: `crowd#${i}`, ...named, number: i + 1, from: begun, to: begun + trips * TRIP, flights };
  });
}
