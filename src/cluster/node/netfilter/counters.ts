import type { Line, LineRead } from './ready-chain.ts';

/** How many packets took which rule: totals of a while ago, and every rule that was taken since. */
export interface Counters {
  /** By the rule in its place; one that was written anew under the same name begins another total. */
  readonly totals: ReadonlyMap<Line, number>;
  /** Rules in the order in which they were taken. Newer counters write on in the same log: the first `length` are these counters'. */
  readonly log: Line[];
  readonly length: number;
  /** When so many rules have totals, those with the same name are made one. */
  readonly mergeAt: number;
}

/** Totals below which they are not looked through for equal names. */
const LEAST_MERGE = 65_536;

/** The length at which a log is added up: a total per packet and rule would cost more than reading the rule. */
const LONGEST_LOG = 262_144;

export const noCounters: Counters = { totals: new Map(), log: [], length: 0, mergeAt: LEAST_MERGE };

type RuleName = Pick<Line, 'family' | 'table' | 'chain' | 'text'>;

/** A rule's name among the counters. */
const nameOf = ({ family, table, chain, text }: RuleName): string => `${family} ${table} ${chain} ${text}`;

/** Adding up on the lines themselves, for as long as this takes, spares looking them up for every packet. */
function summed({ totals: before, log, length, mergeAt }: Counters): Counters {
  const lines: Line[] = [];
  for (let i = 0; i < length; i++) {
    const line = log[i];
    if (line && line.adding++ === 0) lines.push(line);
  }
  const totals = new Map(before);
  for (const line of lines) {
    totals.set(line, (totals.get(line) ?? 0) + line.adding);
    line.adding = 0;
  }
  return totals.size < mergeAt ? { totals, log: [], length: 0, mergeAt } : merged(totals);
}

/** Totals of rules that are long gone do not pile up: the last one of a name stands for all of them. */
function merged(totals: Counters['totals']): Counters {
  const byName = new Map<string, readonly [Line, number]>();
  for (const [line, count] of totals) {
    const name = nameOf(line);
    byName.set(name, [line, count + (byName.get(name)?.[1] ?? 0)]);
  }
  return { totals: new Map(byName.values()), log: [], length: 0, mergeAt: Math.max(LEAST_MERGE, 2 * byName.size) };
}

/** The counters after a packet has read these rules; those that it did not take do not count. */
export function counted(counters: Counters, readings: readonly LineRead[]): Counters {
  if (readings.length === 0) return counters;
  const { totals, length, mergeAt } = counters;
  // Who goes on from older counters than the newest writes a log of their own.
  const log = length === counters.log.length ? counters.log : counters.log.slice(0, length);
  for (const { taken, line } of readings) if (taken) log.push(line);
  const next = { totals, log, length: log.length, mergeAt };
  return log.length < LONGEST_LOG ? next : summed(next);
}

/** How many packets have taken a rule, by its family, table, chain and text; adding up once serves all questions. */
export function packetsThrough(counters: Counters): (rule: RuleName) => number {
  const totals = new Map<string, number>();
  for (const [line, count] of summed(counters).totals) {
    const name = nameOf(line);
    totals.set(name, (totals.get(name) ?? 0) + count);
  }
  return (rule) => totals.get(nameOf(rule)) ?? 0;
}
