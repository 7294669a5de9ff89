import { type ReactNode, useMemo } from 'react';
import { playHead, select, store, useStore } from '../store/index.ts';
import { conversationColor } from '../theme/index.ts';
import { RULER } from './drawing.ts';
import { LaneCanvas } from './lane-canvas.tsx';
import { type Lane, lanesOf } from './lanes.ts';
import { PhoneTimeline } from './phone-timeline.tsx';
import { Transport } from './transport.tsx';
import './timeline.css';

/** Conversations that have a lane of their own; the rest share the last. */
const MOST_LANES = 5;

/** Few lanes may be taller (CSS px). */
const laneHeightFor = (lanes: number): number => (lanes <= 2 ? 22 : lanes === 3 ? 19 : 15);

/** The latest conversation of a lane that has begun, to open by its name. */
function openLatest(lane: Lane): void {
  const now = playHead.now();
  const begun = [...store.getState().conversations.values()].filter(
    (one) => lane.letters.includes(one.letter) && one.from <= now,
  );
  const latest = begun.toSorted((one, other) => other.from - one.from)[0];
  if (latest !== undefined) select({ of: 'conversation', id: latest.id });
}

function LaneName({ lane, height }: { readonly lane: Lane; readonly height: number }): ReactNode {
  const [letter = ''] = lane.letters;
  return (
    <button type="button" className="lane-name" style={{ height }} title={lane.name} onClick={() => openLatest(lane)}>
      <b style={{ color: conversationColor(letter) }}>{lane.letters.length === 1 ? letter : '+'}</b>
      {lane.name}
    </button>
  );
}

/** Where the Clients' lanes will be. */
function NoLanes({ height }: { readonly height: number }): ReactNode {
  const starting = useStore((state) => state.engine === 'starting');
  return (
    <span className="lane-name none" style={{ height }}>
      {starting ? 'starting …' : 'no requests yet'}
    </span>
  );
}

/** The lanes of the Clients and of the cluster with their names. */
function Lanes(): ReactNode {
  const written = useStore((state) => JSON.stringify(lanesOf(state.conversations.values(), MOST_LANES)));
  const lanes = useMemo(() => JSON.parse(written) as readonly Lane[], [written]);
  const height = laneHeightFor(lanes.length);
  return (
    <div className="lanes">
      <div className="lane-names" style={{ paddingTop: RULER }}>
        {lanes.length === 0 && <NoLanes height={height} />}
        {lanes.map((lane) => (
          <LaneName key={lane.letters.join('')} lane={lane} height={height} />
        ))}
        <span className="lane-name cluster" style={{ height }}>
          cluster
        </span>
      </div>
      <LaneCanvas lanes={lanes} laneHeight={height} />
    </div>
  );
}

/** The bar at the bottom: what happened when, and the controls of time. */
export function Timeline({ phone }: { readonly phone: boolean }): ReactNode {
  if (phone) return <PhoneTimeline />;
  return (
    <section className="timeline" aria-label="Timeline">
      <Transport />
      <Lanes />
    </section>
  );
}
