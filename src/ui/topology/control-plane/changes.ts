import type { ClusterEvent, Instant } from '../../../worker/protocol.ts';

/** One change and all that followed from it: who had seen what, and wrote what because of it. */
export interface Change {
  /** The event that it goes back to, or the change behind it that is not told. */
  readonly id: string;
  /** Oldest first; never empty. */
  readonly events: readonly ClusterEvent[];
}

const instantOf = (object: string, at: Instant): string => `${object}@${at}`;

function written(events: readonly ClusterEvent[]): ReadonlyMap<string, ClusterEvent> {
  return new Map(events.map((event) => [instantOf(event.object ?? '', event.at), event]));
}

/** The change that an event goes back to, from cause to cause, as far as it is told. */
function originOf(event: ClusterEvent, known: ReadonlyMap<string, ClusterEvent>): string {
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

/** All changes that the events tell of, in the order in which they began. */
export function changesIn(events: readonly ClusterEvent[]): readonly Change[] {
  const known = written(events);
  const changes = new Map<string, ClusterEvent[]>();
  for (const event of events) {
    const id = originOf(event, known);
    const change = changes.get(id);
    if (change === undefined) changes.set(id, [event]);
    else change.push(event);
  }
  return [...changes].map(([id, own]) => ({ id, events: own.toSorted((a, b) => a.at - b.at) }));
}

/** The change in which something happened last, up to an instant: to an object, when one is named and anything did. */
export function newestChange(changes: readonly Change[], now: Instant, object?: string): Change | undefined {
  const latest = (of: (event: ClusterEvent) => boolean): Change | undefined => {
    let [best, at] = [undefined as Change | undefined, Number.NEGATIVE_INFINITY];
    for (const change of changes) {
      const last = change.events.findLast((event) => event.at <= now && of(event));
      if (last !== undefined && last.at >= at) [best, at] = [change, last.at];
    }
    return best;
  };
  const about = object === undefined ? undefined : latest((event) => event.object === object);
  return about ?? latest(() => true);
}
