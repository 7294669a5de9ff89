import type { ClusterEvent, Instant } from '../../worker/protocol.ts';

/** Who writes to the API server or into kernels, in the order in which a change travels: the watch on each one's writes wakes the next. */
export const ACTORS: readonly (readonly [string, RegExp])[] = [
  ['you', /^you/],
  ['workloads', /^(deployment|replicaset|daemonset|statefulset|job)/i],
  ['scheduler', /scheduler/],
  ['kubelets', /^kubelet/],
  ['endpoint slices', /^endpointslice/],
  ['kube-proxies', /^kube-proxy/],
];

/** What one of them did: because of the change that is travelling now, or the last time before. */
export interface Deed {
  readonly actor: string;
  /** What it has written because of the travelling change so far, oldest first. */
  readonly now: readonly ClusterEvent[];
  /** The last that it wrote at all. */
  readonly last: ClusterEvent | undefined;
}

const instantOf = (object: string, at: Instant): string => `${object}@${at}`;

function written(events: readonly ClusterEvent[]): ReadonlyMap<string, ClusterEvent> {
  return new Map(events.map((event) => [instantOf(event.object ?? '', event.at), event]));
}

/** The change that an event goes back to, from cause to cause, as far as it is told. */
function origin(event: ClusterEvent, known: ReadonlyMap<string, ClusterEvent>): string {
  let here = event;
  for (const seen = new Set([event]); ; seen.add(here)) {
    if (here.cause === undefined) return here.id;
    const name = instantOf(here.cause.object, here.cause.at);
    const before = known.get(name);
    if (before === undefined) return name;
    if (seen.has(before)) return before.id;
    here = before;
  }
}

/** What everybody did up to an instant, and what of it belongs to the newest change that is on its way. */
export function deedsAt(events: readonly ClusterEvent[], now: Instant): readonly Deed[] {
  const past = events.filter(({ at, by }) => at <= now && ACTORS.some(([, pattern]) => pattern.test(by)));
  const known = written(past);
  const newest = past.at(-1);
  const change = newest && origin(newest, known);
  return ACTORS.map(([actor, pattern]) => {
    const own = past.filter(({ by }) => pattern.test(by));
    return { actor, now: own.filter((event) => origin(event, known) === change), last: own.at(-1) };
  });
}
