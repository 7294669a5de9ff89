import { memo, type ReactNode } from 'react';
import { ViewportPortal } from 'reactflow';
import type { Layout } from '../layout/chart-layout.ts';
import { coastline } from '../layout/coastline.ts';
import type { Point } from '../layout/polyline.ts';
import { CAPTION_Y, CAPTIONS, COLUMNS, type ColumnName } from '../layout/sizes.ts';

/** The captions stand above the coast. */
const COAST_TOP = 40;

/** How far the coast keeps from the chart's own edge. */
const INSET = 4;

const NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

function Caption({ column }: { readonly column: ColumnName }): ReactNode {
  const { x, width } = COLUMNS[column];
  return (
    <span className="column-caption" style={{ left: x, top: CAPTION_Y - 8, width }}>
      {CAPTIONS[column]}
    </span>
  );
}

/** The corners of the cluster: callers outside are left out of it at the left top, hosts outside under it. */
function corners({ coast, bounds }: Layout): readonly Point[] {
  const right = bounds.width - INSET;
  const bottom = coast.bottom;
  const low = [
    { x: right, y: COAST_TOP },
    { x: right, y: bottom },
    { x: INSET, y: bottom },
  ];
  if (coast.y === 0) return [{ x: INSET, y: COAST_TOP }, ...low];
  return [{ x: coast.x, y: COAST_TOP }, ...low, { x: INSET, y: coast.y }, { x: coast.x, y: coast.y }];
}

/** What the things stand on: the water of the cluster network up to its coast, the internet around it, and the columns' names. */
export const Ground = memo(function Ground({ layout }: { readonly layout: Layout }): ReactNode {
  const { bounds, coast: ends, outside } = layout;
  const { width, height } = bounds;
  const coast = coastline(corners(layout));
  return (
    <ViewportPortal>
      <div className="ground" aria-hidden="true">
        <svg width={width} height={height} aria-hidden="true">
          <path className="shallows wide" d={coast} />
          <path className="shallows" d={coast} />
          <path className="cluster-water" d={coast} />
          <path className="coastline" d={coast} />
        </svg>
        <span className="water-name" style={{ left: COLUMNS.entry.x, top: ends.bottom - 58 }}>
          cluster network
        </span>
        {outside.size > 0 && (
          <span className="water-name" style={{ left: COLUMNS.clients.x, top: ends.bottom + 30 }}>
            the internet
          </span>
        )}
        {NAMES.map((column) => (
          <Caption key={column} column={column} />
        ))}
      </div>
    </ViewportPortal>
  );
});
