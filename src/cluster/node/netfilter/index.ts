export { type Connection, connections, printConnection, withoutConnections } from './conntrack.ts';
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
export { iptablesSave, printRule, type SavedLine } from './print.ts';
export { canonicalRange, contains as rangeContains } from './ranges.ts';
export type { Chain, CtState, Match, Origin, Rule, Target } from './rule.ts';
export { emptyRuleSet, type RuleSet, type TableName } from './rule-set.ts';
