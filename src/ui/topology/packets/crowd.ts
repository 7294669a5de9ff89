import type { Conversation, Flight, Hook, Instant, Leg, Place, Road } from '../../../worker/protocol.ts';
import type { Layout } from '../layout/chart-layout.ts';
import type { Sheet } from '../layout/sheet.ts';
import type { WireLayout } from '../wire/wire-layout.ts';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Virtual milliseconds that one packet of the crowd takes from a client to a Pod. */
const TRIP = 600;

/** A way over a chart: its roads on the Concept lens, its places on the Wire lens. */
interface Way {
  readonly roads: readonly Road[];
  readonly places: readonly Place[];
}

function* conceptWays(layout: Layout): Iterable<Way> {
  for (const client of layout.clients.keys())
    for (const [rules, ladder] of layout.ladders)
      for (const { rung } of ladder.steps) {
        const service = layout.serviceOf.get(rules) ?? '';
        const pod = [...layout.pods.keys()][rung % Math.max(1, layout.pods.size)];
        const through: readonly Road[] = [
          { road: 'approach', client, service },
          { road: 'ladder', service, rules, rung },
        ];
        const roads: readonly Road[] = pod === undefined ? through : [...through, { road: 'branch', rules, rung, pod }];
        yield { roads, places: [] };
      }
}

const HOOKS: readonly Hook[] = ['PREROUTING', 'ROUTING', 'FORWARD', 'POSTROUTING'];

function* wireWays({ doors }: WireLayout): Iterable<Way> {
  const inside = (node: string): readonly Place[] => HOOKS.map((hook): Place => ({ at: 'hook', node, hook }));
  for (const [from, a] of doors)
    for (const [to, b] of doors) {
      if (from === to || a.local || b.local) continue;
      const crossing: readonly Place[] =
        a.node === b.node ? [] : [{ at: 'wire', from: a.node, to: b.node }, ...inside(b.node)];
      const places: readonly Place[] = [
        { at: 'pod', pod: from },
        ...inside(a.node),
        ...crossing,
        { at: 'pod', pod: to },
      ];
      yield { roads: [], places };
    }
}

function paced<T>(all: readonly T[], from: Instant): readonly (readonly [T, { from: Instant; to: Instant }])[] {
  const pace = TRIP / Math.max(1, all.length);
  return all.map((each, i) => [each, { from: from + i * pace, to: from + (i + 1) * pace }]);
}

function trip(id: string, { roads, places }: Way, from: Instant, reply: boolean): Flight {
  const legs = paced(reply ? roads.toReversed() : roads, from).map(([on, time]): Leg => ({ on, back: reply, ...time }));
  const stays = paced(places, from).map(([place, time]) => ({ place, ...time }));
  return {
    id,
    shape: reply ? 'udp' : 'tcp',
    reply,
    label: 'load',
    from,
    to: from + TRIP,
    legs,
    stays,
    marks: [],
    end: 'delivered',
  };
}

/**
 * Made-up conversations for measuring how fast packets are drawn: `packets` of them are under way on the chart's roads at
 * every instant from `from` on, for `lasting` virtual milliseconds. They are no part of the cluster.
 */
export function crowdOn(layout: Sheet, packets: number, from: Instant, lasting: Instant): readonly Conversation[] {
  const ways = [...(layout.lens === 'wire' ? wireWays(layout) : conceptWays(layout))];
  const trips = Math.ceil(lasting / TRIP) + 2;
  return Array.from({ length: ways.length === 0 ? 0 : packets }, (_, i): Conversation => {
    const begun = from - ((i * 7919) % packets) * ((2 * TRIP) / packets);
    const way = ways[i % ways.length] ?? { roads: [], places: [] };
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
