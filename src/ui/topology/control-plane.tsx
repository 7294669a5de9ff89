import { type ReactNode, useMemo } from 'react';
import type { ClusterEvent } from '../../worker/protocol.ts';
import { useAt, useStore } from '../store/index.ts';
import { nameIn } from './names.ts';

/** Who writes to the API server or into kernels, in the order in which a change travels. */
const ACTORS: readonly (readonly [string, RegExp])[] = [
  ['you', /^you/],
  ['workloads', /^(deployment|replicaset|daemonset|statefulset|job)/i],
  ['scheduler', /scheduler/],
  ['kubelets', /^kubelet/],
  ['endpoint slices', /^endpoint/],
  ['kube-proxies', /^kube-proxy/],
];

/** Virtual milliseconds after which what somebody did is no news. */
const NEWS = 600;

interface Deed {
  readonly actor: string;
  readonly event: ClusterEvent | undefined;
}

/** What everybody did last, up to an instant. */
export function lastDeeds(events: readonly ClusterEvent[], now: number): readonly Deed[] {
  return ACTORS.map(([actor, pattern]) => ({
    actor,
    event: events.findLast(({ at, by }) => at <= now && pattern.test(by)),
  }));
}

/** What was watched, and how long before: `0.12 s after Pod web-x4k2p`. */
export function sawWords({ at, cause }: ClusterEvent): string {
  if (cause === undefined) return '';
  const kind = cause.object.slice(0, cause.object.indexOf('/'));
  return `${((at - cause.at) / 1000).toFixed(2)} s after ${kind} ${nameIn(cause.object)}`;
}

function Cell({ deed, now }: { readonly deed: Deed; readonly now: number }): ReactNode {
  const { actor, event } = deed;
  const fresh = event !== undefined && now - event.at < NEWS;
  return (
    <li className={fresh ? 'fresh' : ''}>
      <b>{actor}</b>
      <i>{event === undefined ? '–' : (event.at / 1000).toFixed(2)}</i>
      <span title={event?.text}>{event === undefined ? 'nothing yet' : event.text}</span>
      <small title={event && sawWords(event)}>{event === undefined ? '' : sawWords(event)}</small>
    </li>
  );
}

/** The control plane over the chart: who wrote what last, and which change it had seen, at the play-head's instant. */
export function ControlPlane(): ReactNode {
  const shown = useStore((state) => state.panes.controlPlane);
  const events = useStore((state) => state.events);
  const now = useAt((at) => (shown ? Math.round(at / 50) * 50 : 0));
  const deeds = useMemo(() => lastDeeds(events, now), [events, now]);
  if (!shown) return null;
  return (
    <ol className="control-plane" aria-label="Control plane: who wrote what, and what it had seen">
      {deeds.map((deed) => (
        <Cell key={deed.actor} deed={deed} now={now} />
      ))}
    </ol>
  );
}
