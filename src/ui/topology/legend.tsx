import { memo, type ReactNode } from 'react';
import type { Shape } from '../../worker/protocol.ts';
import { type LensName, useStore } from '../store/index.ts';
import { shapePath } from '../theme/index.ts';
import { shapesThatCanAppear } from './travelled.ts';

const SHAPES: readonly (readonly [Shape, string])[] = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['icmp', 'ICMP'],
  ['dns', 'DNS'],
];

function Packet({ shape, hollow = false }: { readonly shape: Shape; readonly hollow?: boolean }): ReactNode {
  return (
    <svg viewBox="-9 -9 18 18" width="15" height="15" aria-hidden="true">
      <path
        d={shapePath(shape, 6)}
        fill={hollow ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A drawing of the chart in small: `fill` is filled, `stroke` an outline, `broad` a strand. */
function Sign(props: {
  readonly width: number;
  readonly stroke?: string;
  readonly dashed?: string;
  readonly broad?: string;
}): ReactNode {
  const { width, stroke, dashed, broad } = props;
  return (
    <svg viewBox={`0 0 ${width} 14`} width={width} height="14" fill="none" stroke="currentColor" aria-hidden="true">
      {broad !== undefined && <path d={broad} strokeWidth="8" opacity="0.25" />}
      {stroke !== undefined && <path d={stroke} strokeWidth="1.5" />}
      {dashed !== undefined && <path d={dashed} strokeWidth="1.5" strokeDasharray="4 3" />}
    </svg>
  );
}

const HARBOUR = 'M3 1.500A5.500 5.500 0 0 1 3 12.500';
const COAST = 'M3 0V14';
const LOZENGE = 'M4 1H22Q25 1 25 4V10Q25 13 22 13H4Q1 13 1 10V4Q1 1 4 1Z';

/** What of the chart has to be explained, as one text: the shapes of packets, and which drawings stand on it. */
function useSigns(lens: LensName, shapes: ReadonlySet<Shape>): ReadonlySet<string> {
  const text = useStore(({ things }) => {
    const signs: string[] = [...shapesThatCanAppear(shapes, things.values())];
    for (const thing of things.values()) {
      if (lens === 'concept' && thing.kind === 'rules' && thing.rungs.length > 1) signs.push('strand');
      if (lens === 'concept' && thing.kind === 'service') signs.push('ghost');
      if (thing.kind === (lens === 'wire' ? 'node' : 'nodeport')) signs.push('harbour');
    }
    return [...new Set(signs)].join(' ');
  });
  return new Set(text.split(' '));
}

function Drawings({ lens, signs }: { readonly lens: LensName; readonly signs: ReadonlySet<string> }): ReactNode {
  return (
    <>
      {signs.has('ghost') && (
        <li>
          <Sign width={26} dashed={LOZENGE} />
          dashed = on no machine
        </li>
      )}
      {signs.has('strand') && (
        <li title="A strand is as wide as the share of new connections that takes this branch">
          <Sign width={26} broad="M0 7H26" stroke="M0 7H26" />
          width = share of connections
        </li>
      )}
      {signs.has('harbour') && (
        <li title="No process listens there: the packet is taken by a rule before it gets that far">
          <Sign width={12} stroke={COAST} dashed={HARBOUR} />
          port made by a rule
        </li>
      )}
      {lens === 'wire' && signs.has('harbour') && (
        <li>
          <Sign width={12} stroke={`${COAST}${HARBOUR}`} />
          port a process listens on
        </li>
      )}
    </>
  );
}

interface LegendProps {
  readonly lens: LensName;
  /** The shapes of packets that have been seen. */
  readonly shapes: ReadonlySet<Shape>;
}

/** What the signs on the chart mean; only those that can appear. */
export const Legend = memo(function Legend({ lens, shapes }: LegendProps): ReactNode {
  const signs = useSigns(lens, shapes);
  return (
    <ul className="legend" aria-label="Legend">
      {SHAPES.filter(([shape]) => signs.has(shape)).map(([shape, name]) => (
        <li key={shape}>
          <Packet shape={shape} />
          {name}
        </li>
      ))}
      <li>
        <Packet shape="tcp" hollow />
        hollow = reply
      </li>
      <Drawings lens={lens} signs={signs} />
    </ul>
  );
});
