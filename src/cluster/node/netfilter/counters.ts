import { NewestFirstMap } from '../../../sim/index.ts';
import type { Line, LineRead } from './ready-chain.ts';

/** How many packets took which rule: totals, and what packets have read since they were last added up. */
export interface Counters {
  /** By the rule in its place; one that was written anew under the same name begins another total. */
  readonly totals: NewestFirstMap<Line, number>;
  readonly since: Unsummed | undefined;
  /** When so many rules have totals, those with the same name are made one. */
  readonly mergeAt: number;
}

/** What one packet read, in front of those of the packets before it. */
interface Unsummed {
  readonly readings: readonly LineRead[];
  readonly before: Unsummed | undefined;
  readonly depth: number;
}

/** Totals below which they are not looked through for equal names. */
const LEAST_MERGE = 65_536;

export const noCounters: Counters = { totals: NewestFirstMap.empty(), since: undefined, mergeAt: LEAST_MERGE };

/** Packets after which the totals are made: a count per packet and rule would cost more than reading the rule. */
const SUMMED_EVERY = 1024;

/** A rule's name among the counters. */
const nameOf = (table: string, chain: string, text: string): string => `${table} ${chain} ${text}`;

/** What was taken since the last sum. Adding up on the lines themselves, for as long as this takes, spares looking them up. */
function countsSince(since: Unsummed | undefined): (readonly [Line, number])[] {
  const lines: Line[] = [];
  for (let one = since; one; one = one.before) {
    for (const reading of one.readings) {
      if (!reading.taken) continue;
      const { line } = reading;
      if (line.adding++ === 0) lines.push(line);
    }
  }
  return lines.map((line) => {
    const count = line.adding;
    line.adding = 0;
    return [line, count];
  });
}

function summed({ totals: before, since, mergeAt }: Counters): Counters {
  let totals = before;
  for (const [line, count] of countsSince(since)) totals = totals.set(line, (totals.get(line) ?? 0) + count);
  return totals.size < mergeAt ? { totals, since: undefined, mergeAt } : merged(totals);
}

/** Totals of rules that are long gone do not pile up: the last one of a name stands for all of them. */
function merged(totals: Counters['totals']): Counters {
  const byName = new Map<string, readonly [Line, number]>();
  for (const [line, count] of totals.entries()) {
    const name = nameOf(line.table, line.chain, line.text);
    byName.set(name, [line, count + (byName.get(name)?.[1] ?? 0)]);
  }
  return {
    totals: NewestFirstMap.of(byName.values()),
    since: undefined,
    mergeAt: Math.max(LEAST_MERGE, 2 * byName.size),
  };
}

/** The counters after a packet has read these rules; those that it did not take do not count. */
export function counted(counters: Counters, readings: readonly LineRead[]): Counters {
  if (readings.length === 0) return counters;
  const { totals, since, mergeAt } = counters;
  const depth = (since?.depth ?? 0) + 1;
  const next = { totals, since: { readings, before: since, depth }, mergeAt };
  return depth < SUMMED_EVERY ? next : summed(next);
}

/** How many packets have taken a rule, by its table, its chain and its text; adding up once serves all questions. */
export function packetsThrough(counters: Counters): (table: string, chain: string, text: string) => number {
  const totals = new Map<string, number>();
  for (const [line, count] of summed(counters).totals.entries()) {
    const name = nameOf(line.table, line.chain, line.text);
    totals.set(name, (totals.get(name) ?? 0) + count);
  }
  return (table, chain, text) => totals.get(nameOf(table, chain, text)) ?? 0;
}
