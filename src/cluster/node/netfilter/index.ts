export { answersKnown, type Connection, connections, printConnection, withoutConnections } from './conntrack.ts';
export { packetsThrough } from './counters.ts';
export { iptablesSave, printRule, type SavedLine } from './iptables/print.ts';
export type { Chain, CtState, Match, Rule, Target } from './iptables/rule.ts';
export { emptyRuleSet, type RuleSet, type TableName } from './iptables/rule-set.ts';
export { Kernel } from './kernel.ts';
export { bootedKernel, type KernelState } from './kernel-state.ts';
export {
  elementKey,
  type NftChain,
  type NftElement,
  type NftExpression,
  type NftField,
  type NftHook,
  type NftLine,
  type NftRule,
  type NftSet,
  type NftTable,
  type NftVerdict,
  nftListTable,
  printNftElement,
} from './nftables/index.ts';
export type { Origin } from './origin.ts';
export { canonicalRange } from './ranges.ts';
