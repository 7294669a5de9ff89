import { memo } from 'react';
import type { Edge, EdgeProps } from 'reactflow';

/** A road's line; `width` is the strand's width in chart pixels: as wide as its share of new connections. */
export type RoadData = {
  readonly path: string;
  readonly width: number;
  readonly stale: boolean;
  readonly lit: boolean;
};

/** A road on which nothing travels at the moment. */
export const RoadEdge = memo(function RoadEdge({ data }: EdgeProps<Edge<RoadData>>) {
  if (data === undefined) return null;
  return (
    <>
      {data.width > 0 && <path className="strand" d={data.path} strokeWidth={data.width} />}
      <path className={`road ${data.stale ? 'stale' : ''} ${data.lit ? 'lit' : ''}`} d={data.path} />
    </>
  );
});
