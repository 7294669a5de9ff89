import { useMemo, useRef } from 'react';
import type { Conversation, Thing } from '../../worker/protocol.ts';
import { type Layout, layoutChart } from './layout/chart-layout.ts';
import { signatureOf } from './layout/signature.ts';
import { type Travelled, travelledBy, UNTRAVELLED } from './travelled.ts';

/** The layout of the things; the same object as long as nothing moves. */
export function useLayout(things: ReadonlyMap<string, Thing>): Layout {
  const last = useRef<{ readonly signature: string; readonly layout: Layout }>(undefined);
  return useMemo(() => {
    const signature = signatureOf(things.values());
    if (last.current?.signature === signature) return last.current.layout;
    const layout = layoutChart(things.values(), last.current?.layout.places);
    last.current = { signature, layout };
    return layout;
  }, [things]);
}

/** What all conversations have shown since the page was opened. */
export function useTravelled(conversations: ReadonlyMap<string, Conversation>): Travelled {
  const last = useRef(UNTRAVELLED);
  return useMemo(() => {
    last.current = travelledBy(conversations.values(), last.current);
    return last.current;
  }, [conversations]);
}
