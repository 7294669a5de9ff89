import { type BaseChain, DSTNAT } from '../base-chain.ts';
import { iptablesChains } from '../iptables/traverse.ts';
import type { KernelState } from '../kernel-state.ts';
import { type NftTable, nftChains } from '../nftables/index.ts';

type Where = BaseChain['hook'];

/** What hangs in a machine's hooks, in the order of priorities. */
export interface Hooks {
  /** Chains of type nat: they see the first packet of a connection only. */
  nat(hook: Where): readonly BaseChain[];
  /** Filters that see packets before the destination is rewritten. */
  early(hook: Where): readonly BaseChain[];
  /** All other filters. */
  filter(hook: Where): readonly BaseChain[];
}

const HOOKS: readonly Where[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

function sorted(chains: readonly BaseChain[]): Hooks {
  const inOrder = [...chains].sort((one, other) => one.priority - other.priority);
  const at = (wanted: (chain: BaseChain) => boolean): ((hook: Where) => readonly BaseChain[]) => {
    const lists = new Map(HOOKS.map((hook) => [hook, inOrder.filter((chain) => chain.hook === hook && wanted(chain))]));
    return (hook) => lists.get(hook) ?? [];
  };
  const isEarly = ({ type, priority }: BaseChain): boolean => type === 'filter' && priority < DSTNAT;
  return {
    nat: at(({ type }) => type === 'nat'),
    early: at(isEarly),
    filter: at((chain) => chain.type === 'filter' && !isEarly(chain)),
  };
}

const known = new WeakMap<object, WeakMap<readonly NftTable[], Hooks>>();

/** The hooks of a machine for one family of addresses; found again as long as the rules are the same. */
export function hooksOf({ rules, rules6, nftables }: KernelState, family: 'ip' | 'ip6'): Hooks {
  const ruleSet = family === 'ip' ? rules : rules6;
  const ofRules = known.get(ruleSet) ?? new WeakMap<readonly NftTable[], Hooks>();
  known.set(ruleSet, ofRules);
  const found = ofRules.get(nftables);
  if (found) return found;
  const tables = nftables.filter((table) => table.family === family);
  const made = sorted([...tables.flatMap((table) => nftChains(table)), ...iptablesChains(ruleSet)]);
  ofRules.set(nftables, made);
  return made;
}
