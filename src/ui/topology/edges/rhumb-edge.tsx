import { memo } from 'react';
import type { Edge, EdgeProps } from 'reactflow';
import type { Point } from '../layout/polyline.ts';

/** A relation that does not hold, and what is wrong with it. */
export type RhumbData = { readonly path: string; readonly sign: Point; readonly says: string };

/** A selector that takes nothing: a dash-dot line to the labels that come nearest, on which no packet travels. */
export const RhumbEdge = memo(function RhumbEdge({ data }: EdgeProps<Edge<RhumbData>>) {
  if (data === undefined) return null;
  const { x, y } = data.sign;
  return (
    <g className="rhumb">
      <path d={data.path} />
      <circle cx={x} cy={y} r="13" />
      <path className="unequal" d={`M${x - 5} ${y - 2.5}h10M${x - 5} ${y + 2.5}h10M${x - 3.5} ${y + 6}l7 -12`} />
      <text x={x} y={y + 28} textAnchor="middle">
        {data.says}
      </text>
    </g>
  );
});
