export { iptablesSave, printRule, type SavedLine } from './print.ts';
export type { Chain, CtState, Match, Origin, Rule, Target } from './rule.ts';
export { BASE_CHAINS, emptyRuleSet, type RuleSet, type TableName } from './rule-set.ts';
