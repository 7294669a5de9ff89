import { PersistentMap } from '../../../sim/index.ts';
import type { Reading } from '../../network/index.ts';

/** How many packets took which rule: totals, and what packets have read since they were last added up. */
export interface Counters {
  readonly totals: PersistentMap<number>;
  readonly since: Unsummed | undefined;
}

/** One packet's rules, in front of those of the packets before it. */
interface Unsummed {
  readonly readings: readonly Reading[];
  readonly before: Unsummed | undefined;
  readonly depth: number;
}

export const noCounters: Counters = { totals: PersistentMap.empty<number>(), since: undefined };

/** Packets after which the totals are made: a count per packet and rule would cost more than reading the rule. */
const SUMMED_EVERY = 512;

/** A rule's name among the counters. */
const nameOf = (table: string, chain: string, text: string): string => `${table} ${chain} ${text}`;

function countsSince(since: Unsummed | undefined): Map<Reading, number> {
  const counts = new Map<Reading, number>();
  for (let one = since; one; one = one.before) {
    for (const reading of one.readings) counts.set(reading, (counts.get(reading) ?? 0) + 1);
  }
  return counts;
}

function summed({ totals, since }: Counters): Counters {
  const next = new Map<string, number>();
  for (const [{ table, chain, text }, count] of countsSince(since)) {
    const name = nameOf(table, chain, text);
    next.set(name, (next.get(name) ?? totals.get(name) ?? 0) + count);
  }
  return { totals: totals.with(next), since: undefined };
}

/** The counters after a packet has taken these rules. */
export function counted(counters: Counters, readings: readonly Reading[]): Counters {
  if (readings.length === 0) return counters;
  const { totals, since } = counters;
  const depth = (since?.depth ?? 0) + 1;
  const next = { totals, since: { readings, before: since, depth } };
  return depth < SUMMED_EVERY ? next : summed(next);
}

/** How many packets have taken a rule, by its table, its chain and its text; adding up once serves all questions. */
export function packetsThrough(counters: Counters): (table: string, chain: string, text: string) => number {
  const { totals } = summed(counters);
  return (table, chain, text) => totals.get(nameOf(table, chain, text)) ?? 0;
}
