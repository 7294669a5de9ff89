import { memo, type ReactNode } from 'react';
import { ViewportPortal } from 'reactflow';
import { coastline } from '../layout/coastline.ts';
import type { Box } from '../layout/polyline.ts';
import { CAPTION_Y, CAPTIONS, COLUMNS, type ColumnName } from '../layout/sizes.ts';

/** The captions stand above the coast. */
const COAST_TOP = 40;

const NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

function Caption({ column }: { readonly column: ColumnName }): ReactNode {
  const { x, width } = COLUMNS[column];
  return (
    <span className="column-caption" style={{ left: x, top: CAPTION_Y - 8, width }}>
      {CAPTIONS[column]}
    </span>
  );
}

/** What the things stand on: the water of the cluster network up to its coast, and the columns' names. */
export const Ground = memo(function Ground({ bounds }: { readonly bounds: Box }): ReactNode {
  const { x, width, height } = bounds;
  const coast = coastline({ x: x + 4, y: COAST_TOP, width: width - 8, height: height - COAST_TOP - 4 });
  return (
    <ViewportPortal>
      <div className="ground" aria-hidden="true">
        <svg width={width} height={height} aria-hidden="true">
          <path className="shallows wide" d={coast} />
          <path className="shallows" d={coast} />
          <path className="cluster-water" d={coast} />
          <path className="coastline" d={coast} />
        </svg>
        <span className="water-name" style={{ left: COLUMNS.entry.x, top: height - 62 }}>
          cluster network
        </span>
        {NAMES.map((column) => (
          <Caption key={column} column={column} />
        ))}
      </div>
    </ViewportPortal>
  );
});
