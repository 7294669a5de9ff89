import type { Conversation, Road, Shape, Thing } from '../../worker/protocol.ts';
import { roadKey } from './layout/roads.ts';

/** What conversations have shown so far: roads that Clients take, and shapes of packets. */
export interface Travelled {
  readonly roads: ReadonlyMap<string, Road>;
  readonly shapes: ReadonlySet<Shape>;
  /** Machines that packets have been on, in the order in which they first came there. */
  readonly nodes: readonly string[];
}

/** Before anything travels: a Client looks names up and connects. */
export const UNTRAVELLED: Travelled = { roads: new Map(), shapes: new Set<Shape>(['tcp', 'dns']), nodes: [] };

/** Adds what these conversations show; the same value when that is nothing new. */
export function travelledBy(conversations: Iterable<Conversation>, before: Travelled): Travelled {
  const roads = new Map(before.roads);
  const shapes = new Set(before.shapes);
  const nodes = new Set(before.nodes);
  for (const { flights } of conversations)
    for (const { shape, legs, stays } of flights) {
      shapes.add(shape);
      for (const { place } of stays) if (place.at === 'hook') nodes.add(place.node);
      for (const { on } of legs)
        if (on.road === 'approach' || on.road === 'enter' || on.road === 'dns') roads.set(roadKey(on), on);
    }
  const moreNodes = nodes.size !== before.nodes.length;
  const isNew = roads.size !== before.roads.size || shapes.size !== before.shapes.size || moreNodes;
  return isNew ? { roads, shapes, nodes: moreNodes ? [...nodes] : before.nodes } : before;
}

/** The shapes that can appear: those that did, and those of the Services' protocols. */
export function shapesThatCanAppear(seen: ReadonlySet<Shape>, things: Iterable<Thing>): ReadonlySet<Shape> {
  for (const thing of things)
    if (thing.kind === 'service' && thing.ports.some((port) => port.protocol === 'UDP'))
      return new Set<Shape>([...seen, 'udp']);
  return seen;
}
