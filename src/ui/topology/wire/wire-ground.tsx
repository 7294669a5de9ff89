import { memo, type ReactNode } from 'react';
import { ViewportPortal } from 'reactflow';
import { coastline, cornersOf } from '../layout/coastline.ts';
import { type Point, pathThrough } from '../layout/polyline.ts';
import { CABLES, ZONE_CAPTIONS, ZONES } from './sizes.ts';
import type { WireLayout } from './wire-layout.ts';
import { stripOf } from './wire-roads.ts';

const SHORE = 8;
const TOP = 28;

/** Every device's stub to the line on which its neighbours hang, and those lines themselves. */
function cables(layout: WireLayout): readonly (readonly Point[])[] {
  const edge: number[] = [];
  const network: number[] = [];
  const stubs: (readonly Point[])[] = [];
  for (const device of layout.devices.values()) {
    const y = stripOf(device);
    const { x, width } = device.box;
    if (device.zone === 'outside')
      stubs.push([
        { x: x + width, y },
        { x: CABLES.edge, y },
      ]);
    else
      stubs.push(
        [
          { x, y },
          { x: CABLES.edge, y },
        ],
        [
          { x: x + width, y },
          { x: CABLES.network, y },
        ],
      );
    edge.push(y);
    if (device.zone === 'edge') network.push(y);
  }
  for (const { box, line, out } of layout.machines.values())
    for (const y of [line, out]) {
      stubs.push([
        { x: CABLES.network, y },
        { x: box.x, y },
      ]);
      network.push(y);
    }
  const down = (x: number, ys: readonly number[]): readonly Point[] => [
    { x, y: Math.min(...ys) },
    { x, y: Math.max(...ys) },
  ];
  return [
    ...stubs,
    ...(edge.length > 1 ? [down(CABLES.edge, edge)] : []),
    ...(network.length > 1 ? [down(CABLES.network, network)] : []),
  ];
}

/** What the things of the Wire lens stand on: outside, the edge, the nodes' network, and the cluster up to its coast. */
export const WireGround = memo(function WireGround({ layout }: { readonly layout: WireLayout }): ReactNode {
  const { width, height } = layout.bounds;
  const left = ZONES.network.x - SHORE;
  const coast = coastline(cornersOf({ x: left, y: TOP, width: width - left - 2, height: height - TOP - 2 }));
  const bottom = height - 14;
  return (
    <ViewportPortal>
      <div className="ground" aria-hidden="true">
        <svg width={width} height={height} aria-hidden="true">
          <path className="shallows wide" d={coast} />
          <path className="shallows" d={coast} />
          <path className="cluster-water" d={coast} />
          <path className="coastline" d={coast} />
          <rect
            className="node-network"
            x={ZONES.network.x}
            y={TOP + 8}
            width={ZONES.network.width}
            height={bottom - TOP - 8}
          />
          {cables(layout).map((points) => (
            <path key={points.map(({ x, y }) => `${x} ${y}`).join(' ')} className="road" d={pathThrough(points)} />
          ))}
        </svg>
        <span className="network-name" style={{ left: ZONES.network.x - 2, top: bottom - 8 }}>
          192.168.50.0/24
        </span>
        {ZONE_CAPTIONS.map(([zone, caption]) => (
          <span key={zone} className="column-caption" style={{ left: ZONES[zone].x, top: 4, width: ZONES[zone].width }}>
            {caption}
          </span>
        ))}
      </div>
    </ViewportPortal>
  );
});
