export { type Connection, connections, printConnection } from './conntrack.ts';
export { Kernel } from './kernel.ts';
export { bootedKernel, type KernelState } from './kernel-state.ts';
export { iptablesSave, printRule, type SavedLine } from './print.ts';
export type { Chain, CtState, Match, Origin, Rule, Target } from './rule.ts';
export { emptyRuleSet, type RuleSet, type TableName } from './rule-set.ts';
