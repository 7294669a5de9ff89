import type { ReactNode } from 'react';
import { splitKey } from '../../../api/index.ts';
import type { ClusterEvent, Instant } from '../../../worker/protocol.ts';
import { shortened } from '../names.ts';
import { API_SERVER, type MachineStation, SHEET, type Station, type Stations } from './stations.ts';
import { actorOf, keyOfActor, type Step, stateOf, wroteWords } from './steps.ts';

/** What one of them does at an instant, as far as the change has come. */
interface Doing {
  readonly step: Step;
  /** The newest of its own events that has been; the next one when none has. */
  readonly event: ClusterEvent;
  readonly wrote: boolean;
}

/** The last thing that each of them did up to an instant, or has seen and will answer to. */
function doingsAt(steps: readonly Step[], now: Instant): ReadonlyMap<string, Doing> {
  const doings = new Map<string, Doing>();
  for (const step of steps)
    for (const event of step.events) {
      const wrote = event.at <= now;
      if (!wrote && (event.cause?.at ?? event.at) > now) continue;
      doings.set(keyOfActor(actorOf(event.by)), { step, event, wrote });
    }
  return doings;
}

type Look = 'idle' | 'past' | 'now';

function Arrow(props: {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly look: Look;
  readonly watch?: boolean;
}): ReactNode {
  const { x, from, to, look, watch = false } = props;
  const way = Math.sign(to - from);
  const tip = to - way * 3;
  return (
    <g className={`cp-arrow ${look} ${watch ? 'watch' : 'write'}`}>
      <path d={`M${x} ${from + way * 3}V${tip - way * 5}`} />
      <path className="tip" d={`M${x - 4.5} ${tip - way * 8}L${x} ${tip}L${x + 4.5} ${tip - way * 8}Z`} />
    </g>
  );
}

/** The two lines of a station: what it watches comes from the API server, what it writes goes there. */
function Lines({
  station,
  doing,
  look,
}: {
  readonly station: Station;
  readonly doing: Doing | undefined;
  readonly look: Look;
}): ReactNode {
  const { box, above, kind } = station;
  const x = box.x + box.width / 2;
  const [near, far] = above ? [box.y + box.height, API_SERVER.y] : [box.y, API_SERVER.y + API_SERVER.height];
  const seen = doing?.event.cause && splitKey(doing.event.cause.object).kind;
  const written = doing?.wrote && splitKey(doing.event.object ?? '').kind;
  const third = (far - near) / 3;
  return (
    <>
      {kind !== 'you' && <Arrow x={x - 9} from={far} to={near} look={seen === undefined ? 'idle' : look} watch />}
      {kind !== 'kube-proxy' && <Arrow x={x + 9} from={near} to={far} look={written ? look : 'idle'} />}
      {seen !== undefined && (
        <text className={`cp-kind ${look}`} x={x - 16} y={near + (above ? 1 : 2) * third + 4} textAnchor="end">
          {shortened(seen, 13)}
        </text>
      )}
      {written && kind !== 'kube-proxy' && (
        <text className={`cp-kind ${look}`} x={x + 16} y={near + (above ? 2 : 1) * third + 4}>
          {shortened(written, 13)}
        </text>
      )}
    </>
  );
}

function Disc({
  x,
  y,
  step,
  look,
}: {
  readonly x: number;
  readonly y: number;
  readonly step: Step;
  readonly look: Look;
}): ReactNode {
  return (
    <g className={`cp-number ${look}`}>
      <circle cx={x} cy={y} r="10.5" />
      <text x={x} y={y + 4.5} textAnchor="middle">
        {step.number}
      </text>
    </g>
  );
}

function StationCard({
  station,
  doing,
  look,
}: {
  readonly station: Station;
  readonly doing: Doing | undefined;
  readonly look: Look;
}): ReactNode {
  const { box, name, above } = station;
  return (
    <g className={`cp-station ${look}`}>
      <Lines station={station} doing={doing} look={look} />
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx="6" />
      <text
        className="cp-name"
        x={above ? box.x + 12 : box.x + box.width / 2}
        y={box.y + (above ? 23 : 22)}
        textAnchor={above ? 'start' : 'middle'}
      >
        {name}
      </text>
      {above && doing !== undefined && doing.event.by !== name && (
        <text className="cp-by" x={box.x + 12} y={box.y + 42}>
          {shortened(doing.step.kind === 'you' ? 'apply' : doing.event.by.replace(/ controller$/, ''), 16)}
        </text>
      )}
      {doing?.wrote && <Disc x={box.x + box.width - 1} y={box.y - 1} step={doing.step} look={look} />}
    </g>
  );
}

function Machine({
  machine,
  doing,
  look,
}: {
  readonly machine: MachineStation;
  readonly doing: Doing | undefined;
  readonly look: Look;
}): ReactNode {
  const { node, box, rules } = machine;
  const written = doing?.wrote ? look : 'idle';
  return (
    <g className="cp-machine">
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx="2" />
      <path className="cp-coast" d={`M${box.x + 1.5} ${box.y}v${box.height}`} />
      <text className="cp-name" x={box.x + 14} y={box.y + 82}>
        {shortened(node, box.width < 220 ? 9 : 16)}
      </text>
      <Arrow x={rules.x + rules.width / 2} from={box.y + 46} to={rules.y} look={written} />
      <g className={`cp-rules ${written}`}>
        <rect x={rules.x} y={rules.y} width={rules.width} height={rules.height} />
        <text x={rules.x + rules.width / 2} y={rules.y + 16.5} textAnchor="middle">
          rules
        </text>
      </g>
    </g>
  );
}

/** What is in the API server's store because of the change: what was written last. */
function Store({ step }: { readonly step: Step | undefined }): ReactNode {
  const { x, y, width, height } = API_SERVER;
  return (
    <g className="cp-store">
      <rect x={x} y={y} width={width} height={height} rx="6" />
      <text className="cp-name" x={x + 16} y={y + 24}>
        API server
      </text>
      <text className="cp-by" x={x + 16} y={y + 43}>
        tells all who watch
      </text>
      {step !== undefined && (
        <text className="cp-stored" x={x + width - 16} y={y + 33} textAnchor="end">
          {shortened(wroteWords(step), 40)}
        </text>
      )}
    </g>
  );
}

interface DrawingProps {
  readonly steps: readonly Step[];
  readonly places: Stations;
  readonly now: Instant;
}

/** The change on its way, as it stands at an instant: everybody's watch and write lines, lit as far as it has come. */
export function Drawing({ steps, places, now }: DrawingProps): ReactNode {
  const doings = doingsAt(steps, now);
  const made = steps.filter((step) => stateOf(step, now) !== 'to come');
  const newest = made.at(-1);
  const stored = made.findLast(({ kind }) => kind !== 'kube-proxy');
  const lookOf = (key: string): Look => {
    const doing = doings.get(key);
    if (doing === undefined) return 'idle';
    return doing.step === newest || !doing.wrote ? 'now' : 'past';
  };
  return (
    <svg className="cp-drawing" viewBox={`0 0 ${SHEET.width} ${SHEET.height}`} aria-hidden="true">
      {places.machines.map((machine) => (
        <Machine
          key={machine.node}
          machine={machine}
          doing={doings.get(`kube-proxy ${machine.node}`)}
          look={lookOf(`kube-proxy ${machine.node}`)}
        />
      ))}
      {places.stations.map((station) => (
        <StationCard key={station.key} station={station} doing={doings.get(station.key)} look={lookOf(station.key)} />
      ))}
      <Store step={stored} />
    </svg>
  );
}
