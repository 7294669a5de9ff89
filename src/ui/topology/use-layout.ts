import { useMemo, useState } from 'react';
import type { Node } from 'reactflow';
import type { Conversation, Thing } from '../../worker/protocol.ts';
import { useStore } from '../store/index.ts';
import { type Layout, layoutChart } from './layout/chart-layout.ts';
import type { Sheet } from './layout/sheet.ts';
import { signatureOf, wireSignature } from './layout/signature.ts';
import { nodesOf } from './nodes/graph.ts';
import { type Travelled, travelledBy, UNTRAVELLED } from './travelled.ts';
import { layoutWire, type WireLayout, type WireLook } from './wire/wire-layout.ts';

/** A value that follows another one while it is wanted: made anew from it and from what it was before, each time it changes. */
function useFollowed<From, To>(from: From, follow: (from: From, before: To | undefined) => To, wanted = true): To {
  const [held, hold] = useState(() => ({ from, to: follow(from, undefined) }));
  if (held.from === from || !wanted) return held.to;
  const to = follow(from, held.to);
  hold({ from, to });
  return to;
}

/** Where everything stands, and the nodes that are drawn there. */
export interface Placed<L extends Sheet = Sheet> {
  readonly signature: string;
  readonly layout: L;
  readonly nodes: Node[];
}

/** What a layout is made from: the things, and on the wire what is looked at. */
interface Wanted {
  readonly things: ReadonlyMap<string, Thing>;
  readonly look: WireLook;
}

function placeWire({ things, look }: Wanted, before: Placed<WireLayout> | undefined): Placed<WireLayout> {
  const { visited, readers, chosen = '' } = look;
  const signature = `${visited.join(' ')}|${readers.join(' ')}|${chosen} ${wireSignature(things.values())}`;
  if (before?.signature === signature) return before;
  const layout = layoutWire(things.values(), look, before?.layout.places);
  return { signature, layout, nodes: nodesOf(layout, before?.nodes ?? []) };
}

/** The Wire lens of the things; the same object as long as nothing moves, or it is not shown. */
export function useWirePlaced(
  things: ReadonlyMap<string, Thing>,
  { nodes: visited, readers }: Travelled,
  shown: boolean,
): Placed<WireLayout> {
  const chosen = useStore(({ selection }) => (selection?.of === 'node' ? selection.name : undefined));
  const wanted = useMemo(() => ({ things, look: { visited, readers, chosen } }), [things, visited, readers, chosen]);
  return useFollowed(wanted, placeWire, shown);
}

function place(things: ReadonlyMap<string, Thing>, before: Placed<Layout> | undefined): Placed<Layout> {
  const signature = signatureOf(things.values());
  if (before?.signature === signature) return before;
  const layout = layoutChart(things.values(), before?.layout.places);
  return { signature, layout, nodes: nodesOf(layout, before?.nodes ?? []) };
}

/** The layout of the things; the same object as long as nothing moves, or it is not shown. */
export function usePlaced(things: ReadonlyMap<string, Thing>, shown: boolean): Placed<Layout> {
  return useFollowed(things, place, shown);
}

function travel(conversations: ReadonlyMap<string, Conversation>, before: Travelled | undefined): Travelled {
  return conversations.size === 0 ? UNTRAVELLED : travelledBy(conversations.values(), before ?? UNTRAVELLED);
}

/** What all conversations of this cluster have shown since it was started. */
export function useTravelled(conversations: ReadonlyMap<string, Conversation>): Travelled {
  return useFollowed(conversations, travel);
}
