import { memo, type ReactNode, useMemo } from 'react';
import { ViewportPortal } from 'reactflow';
import { createStore, useStore as useZustand } from 'zustand';
import type { Thing } from '../../../worker/protocol.ts';
import { useStore } from '../../store/index.ts';
import type { Layout } from '../layout/chart-layout.ts';
import { type RhumbLine, type RoadLine, rhumbsOf, roadsOf } from '../nodes/graph.ts';
import type { Travelled } from '../travelled.ts';

const Road = memo(function Road({ path, width, stale, lit }: RoadLine & { readonly lit: boolean }): ReactNode {
  return (
    <>
      {width > 0 && <path className="strand" d={path} strokeWidth={width} />}
      <path className={`road ${stale ? 'stale' : ''} ${lit ? 'lit' : ''}`} d={path} />
    </>
  );
});

function Rhumb({ path, sign: { x, y }, says }: RhumbLine): ReactNode {
  return (
    <g className="rhumb">
      <path d={path} />
      <circle cx={x} cy={y} r="13" />
      <path className="unequal" d={`M${x - 5} ${y - 2.5}h10M${x - 5} ${y + 2.5}h10M${x - 3.5} ${y + 6}l7 -12`} />
      <text x={x} y={y + 28} textAnchor="middle">
        {says}
      </text>
    </g>
  );
}

/** The thing of the chart that the pointer is on. */
export const pointed = createStore<{ readonly id: string | undefined }>()(() => ({ id: undefined }));

/** What joins the things of the Concept lens: the roads of packets, and relations that do not hold. */
export function linesOf(
  layout: Layout,
  things: ReadonlyMap<string, Thing>,
  travelled: Travelled,
): readonly (RoadLine | RhumbLine)[] {
  return [...roadsOf(layout, things.values(), travelled.roads.values()), ...rhumbsOf(layout, things)];
}

interface RoadsProps {
  readonly layout: Layout;
  readonly travelled: Travelled;
}

/** All roads of the Concept lens, in one picture under the cards. Those of the thing that is pointed at light up. */
export const Roads = memo(function Roads({ layout, travelled }: RoadsProps): ReactNode {
  const things = useStore((state) => state.things);
  const lit = useZustand(pointed, ({ id }) => id);
  const lines = useMemo(() => linesOf(layout, things, travelled), [layout, things, travelled]);
  return (
    <ViewportPortal>
      <svg className="roads" width="1" height="1" aria-hidden="true">
        {lines.map((line) =>
          'sign' in line ? (
            <Rhumb key={line.id} {...line} />
          ) : (
            <Road key={line.id} {...line} lit={lit !== undefined && (lit === line.source || lit === line.target)} />
          ),
        )}
      </svg>
    </ViewportPortal>
  );
});
