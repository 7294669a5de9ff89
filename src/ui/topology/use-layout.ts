import { useState } from 'react';
import type { Node } from 'reactflow';
import type { Conversation, Thing } from '../../worker/protocol.ts';
import { type Layout, layoutChart } from './layout/chart-layout.ts';
import { signatureOf } from './layout/signature.ts';
import { nodesOf } from './nodes/graph.ts';
import { type Travelled, travelledBy, UNTRAVELLED } from './travelled.ts';

/** A value that follows another one: made anew from it and from what it was before, each time it changes. */
function useFollowed<From, To>(from: From, follow: (from: From, before: To | undefined) => To): To {
  const [held, hold] = useState(() => ({ from, to: follow(from, undefined) }));
  if (held.from === from) return held.to;
  const to = follow(from, held.to);
  hold({ from, to });
  return to;
}

/** Where everything stands, and the nodes that are drawn there. */
export interface Placed {
  readonly signature: string;
  readonly layout: Layout;
  readonly nodes: Node[];
}

function place(things: ReadonlyMap<string, Thing>, before: Placed | undefined): Placed {
  const signature = signatureOf(things.values());
  if (before?.signature === signature) return before;
  const layout = layoutChart(things.values(), before?.layout.places);
  return { signature, layout, nodes: nodesOf(layout, before?.nodes ?? []) };
}

/** The layout of the things; the same object as long as nothing moves. */
export function usePlaced(things: ReadonlyMap<string, Thing>): Placed {
  return useFollowed(things, place);
}

function travel(conversations: ReadonlyMap<string, Conversation>, before: Travelled | undefined): Travelled {
  return travelledBy(conversations.values(), before ?? UNTRAVELLED);
}

/** What all conversations have shown since the page was opened. */
export function useTravelled(conversations: ReadonlyMap<string, Conversation>): Travelled {
  return useFollowed(conversations, travel);
}
