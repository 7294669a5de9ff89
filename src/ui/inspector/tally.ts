import type { Conversation, Instant, Thing } from '../../worker/protocol.ts';

/** How many outcomes count. */
const LAST = 100;

/** Who answered the last requests. */
export interface Tally {
  readonly rows: readonly { readonly pod: string; readonly count: number }[];
  /** What each Pod would have if all had the same share. */
  readonly fair: number;
  /** How many of the last requests no Pod answered. */
  readonly unanswered: number;
}

/** Counts who answered the last hundred requests that came out before an instant; ready Pods that did not answer count 0. */
export function tallyAt(conversations: Iterable<Conversation>, things: Iterable<Thing>, now: Instant): Tally {
  const over = [...conversations].flatMap(({ outcome }) =>
    outcome !== undefined && outcome.at <= now ? [outcome] : [],
  );
  const last = over.toSorted((one, other) => other.at - one.at).slice(0, LAST);
  const counts = new Map<string, number>();
  for (const thing of things)
    if (thing.kind === 'pod' && thing.state === 'ready' && thing.services.length > 0) counts.set(thing.id, 0);
  let answered = 0;
  for (const { pod, word } of last) {
    if (word !== 'answered' || pod === undefined) continue;
    answered += 1;
    counts.set(pod, (counts.get(pod) ?? 0) + 1);
  }
  const rows = [...counts]
    .map(([pod, count]) => ({ pod, count }))
    .toSorted((one, other) => one.pod.localeCompare(other.pod));
  return { rows, fair: rows.length === 0 ? 0 : answered / rows.length, unanswered: last.length - answered };
}
