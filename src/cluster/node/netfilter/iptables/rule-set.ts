import { PersistentMap } from '../../../../sim/index.ts';
import type { Chain } from './rule.ts';

/** The tables that kube-proxy writes to in iptables mode. */
export type TableName = 'nat' | 'filter';

/**
 * All iptables rules of one machine and one address family. A chain named like a hook (`PREROUTING`, `INPUT` …) is a
 * base chain with policy ACCEPT; every other chain is only read when a rule jumps to it.
 */
export interface RuleSet {
  readonly family: 'ip' | 'ip6';
  readonly tables: Readonly<Record<TableName, PersistentMap<Chain>>>;
}

/** The hooks in which each table has a base chain, in the order in which iptables-save lists them. */
export const BASE_CHAINS: Readonly<Record<TableName, readonly string[]>> = {
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** A machine's rules before anybody has written one. */
export function emptyRuleSet(family: 'ip' | 'ip6'): RuleSet {
  const base = (table: TableName) => PersistentMap.of(BASE_CHAINS[table].map((name) => [name, { name, rules: [] }]));
  return { family, tables: { nat: base('nat'), filter: base('filter') } };
}
