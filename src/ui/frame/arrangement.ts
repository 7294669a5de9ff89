import { useSyncExternalStore } from 'react';

/** How the panes stand, by the width of the window. */
export type Arrangement = 'roomy' | 'wide' | 'compact' | 'narrow' | 'phone';

/** The smallest window width (CSS px) of each arrangement, widest first. */
const FROM: readonly (readonly [Arrangement, number])[] = [
  ['roomy', 1800],
  ['wide', 1361],
  ['compact', 1101],
  ['narrow', 701],
  ['phone', 0],
];

const queries = FROM.map(([, width]) => window.matchMedia(`(min-width: ${width}px)`));

function onWidth(wake: () => void): () => void {
  for (const query of queries) query.addEventListener('change', wake);
  return () => {
    for (const query of queries) query.removeEventListener('change', wake);
  };
}

function current(): Arrangement {
  const index = queries.findIndex((query) => query.matches);
  return FROM[index]?.[0] ?? 'phone';
}

/** The arrangement for the window as it is now. */
export function useArrangement(): Arrangement {
  return useSyncExternalStore(onWidth, current);
}

/** Widths of the panes beside the chart, CSS px. */
export interface Sides {
  readonly manifests: number;
  readonly inspector: number;
}

/** The width of a pane that is folded away. */
export const RAIL = 52;

const USUAL: Readonly<Record<'roomy' | 'wide' | 'compact', readonly [idle: Sides, packet: Sides]>> = {
  roomy: [
    { manifests: 400, inspector: 400 },
    { manifests: 400, inspector: 470 },
  ],
  wide: [
    { manifests: 316, inspector: 312 },
    { manifests: 292, inspector: 380 },
  ],
  compact: [
    { manifests: 276, inspector: 312 },
    { manifests: 258, inspector: 340 },
  ],
};

/** The widths of the design, which give a packet that is open more room. */
export function usualSides(arrangement: 'roomy' | 'wide' | 'compact', packetOpen: boolean): Sides {
  return USUAL[arrangement][packetOpen ? 1 : 0];
}
