import { PersistentMap } from '../../../sim/index.ts';
import type { Reading } from '../../network/index.ts';
import { type ConntrackTable, emptyTable } from './conntrack.ts';
import { type NeighbourTable, noNeighbours } from './neighbours.ts';
import type { NftTable } from './nftables/index.ts';
import { noLists, type RecentLists } from './recent-lists.ts';
import { emptyRuleSet, type RuleSet } from './rule-set.ts';

/** Everything a machine's kernel remembers, as one value. */
export interface KernelState {
  /** iptables' rules for IPv4 and for IPv6. */
  readonly rules: RuleSet;
  readonly rules6: RuleSet;
  /** The tables of nftables, of both families. */
  readonly nftables: readonly NftTable[];
  readonly conntrack: ConntrackTable;
  readonly recent: RecentLists;
  readonly neighbours: NeighbourTable;
  /** How many packets took a rule, under the rule's text. */
  readonly counters: PersistentMap<number>;
}

/** A kernel that has just booted. */
export const bootedKernel: KernelState = {
  rules: emptyRuleSet('ip'),
  rules6: emptyRuleSet('ip6'),
  nftables: [],
  conntrack: emptyTable,
  recent: noLists,
  neighbours: noNeighbours,
  counters: PersistentMap.empty<number>(),
};

/** The counters after a packet has read these rules. */
export function counted(counters: PersistentMap<number>, readings: readonly Reading[]): PersistentMap<number> {
  let next = counters;
  for (const { taken, table, text } of readings) {
    const rule = `${table} ${text}`;
    if (taken) next = next.set(rule, (next.get(rule) ?? 0) + 1);
  }
  return next;
}
