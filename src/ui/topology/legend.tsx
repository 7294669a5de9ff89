import type { ReactNode } from 'react';
import type { Shape } from '../../worker/protocol.ts';
import { shapePath } from '../theme/index.ts';

const SHAPES: readonly (readonly [Shape, string])[] = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['icmp', 'ICMP'],
  ['dns', 'DNS'],
];

function Sign({ d, hollow = false }: { readonly d: string; readonly hollow?: boolean }): ReactNode {
  return (
    <svg viewBox="-9 -9 18 18" width="15" height="15" aria-hidden="true">
      <path
        d={d}
        fill={hollow ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** What the signs on the chart mean; only those that can appear. */
export function Legend({ shapes }: { readonly shapes: ReadonlySet<Shape> }): ReactNode {
  return (
    <ul className="legend" aria-label="Legend">
      {SHAPES.filter(([shape]) => shapes.has(shape)).map(([shape, name]) => (
        <li key={shape}>
          <Sign d={shapePath(shape, 6)} />
          {name}
        </li>
      ))}
      <li>
        <Sign d={shapePath('tcp', 6)} hollow />
        hollow = reply
      </li>
      <li>
        <svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">
          <rect
            x="1"
            y="1"
            width="24"
            height="12"
            rx="3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeDasharray="5 4"
          />
        </svg>
        dashed = on no machine
      </li>
    </ul>
  );
}
