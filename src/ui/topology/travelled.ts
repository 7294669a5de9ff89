import type { Conversation, Flight, Road, Shape, Thing } from '../../worker/protocol.ts';
import { roadKey } from './layout/roads.ts';

/** What conversations have shown: roads that Clients take, and shapes of packets. */
export interface Travelled {
  readonly roads: ReadonlyMap<string, Road>;
  readonly shapes: ReadonlySet<Shape>;
  /** Machines that packets have been on, in the order in which they first came there. */
  readonly nodes: readonly string[];
  /** Machines whose rules have sent a packet on to another address, in that order. */
  readonly readers: readonly string[];
}

/** Before anything travels: a Client looks names up and connects. */
export const UNTRAVELLED: Travelled = {
  roads: new Map(),
  shapes: new Set<Shape>(['tcp', 'dns']),
  nodes: [],
  readers: [],
};

const known = new WeakMap<Conversation, Travelled>();

function isEntrance({ road }: Road): boolean {
  return road === 'approach' || road === 'enter' || road === 'dns';
}

/** Where packets of a flight got another destination: the machine that they were on at that instant. */
function readersOf({ marks, stays }: Flight): readonly string[] {
  return marks.flatMap(({ what, at }) => {
    const stay =
      what === 'dnat' ? stays.find(({ place, from, to }) => place.at === 'hook' && from <= at && at <= to) : undefined;
    return stay?.place.at === 'hook' ? [stay.place.node] : [];
  });
}

/** What one conversation shows, gathered once. */
function shownBy(conversation: Conversation): Travelled {
  const old = known.get(conversation);
  if (old !== undefined) return old;
  const { flights } = conversation;
  const roads = flights.flatMap(({ legs }) => legs.flatMap(({ on }) => (isEntrance(on) ? [on] : [])));
  const hooks = flights.flatMap(({ stays }) => stays.flatMap(({ place }) => (place.at === 'hook' ? [place.node] : [])));
  const shown = {
    roads: new Map(roads.map((road) => [roadKey(road), road])),
    shapes: new Set(flights.map(({ shape }) => shape)),
    nodes: [...new Set(hooks)],
    readers: [...new Set(flights.flatMap(readersOf))],
  };
  known.set(conversation, shown);
  return shown;
}

/** Adds what these conversations show; the same value when that is nothing new. */
export function travelledBy(conversations: Iterable<Conversation>, before: Travelled): Travelled {
  const roads = new Map(before.roads);
  const shapes = new Set(before.shapes);
  const nodes = new Set(before.nodes);
  const readers = new Set(before.readers);
  for (const conversation of conversations) {
    const shown = shownBy(conversation);
    for (const [key, road] of shown.roads) roads.set(key, road);
    for (const shape of shown.shapes) shapes.add(shape);
    for (const node of shown.nodes) nodes.add(node);
    for (const node of shown.readers) readers.add(node);
  }
  const same = <T>(fresh: ReadonlySet<T>, old: readonly T[]): readonly T[] =>
    fresh.size === old.length ? old : [...fresh];
  const after = { roads, shapes, nodes: same(nodes, before.nodes), readers: same(readers, before.readers) };
  const isNew = roads.size !== before.roads.size || shapes.size !== before.shapes.size;
  return isNew || after.nodes !== before.nodes || after.readers !== before.readers ? after : before;
}

/** The shapes that can appear: those that did, and those of the Services' protocols. */
export function shapesThatCanAppear(seen: ReadonlySet<Shape>, things: Iterable<Thing>): ReadonlySet<Shape> {
  for (const thing of things)
    if (thing.kind === 'service' && thing.ports.some((port) => port.protocol === 'UDP'))
      return new Set<Shape>([...seen, 'udp']);
  return seen;
}
