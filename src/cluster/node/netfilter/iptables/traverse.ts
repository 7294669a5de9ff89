import type { Reading, RuleRef } from '../../../network/index.ts';
import type { BaseChain, Traversal, Verdict } from '../base-chain.ts';
import { socketOf } from '../nat.ts';
import type { Stay } from '../stay.ts';
import { indexed, type Selection } from './chain-index.ts';
import { matches } from './matches/index.ts';
import { printRule } from './print.ts';
import type { Chain, Rule, Target } from './rule.ts';
import { BASE_CHAINS, type RuleSet, type TableName } from './rule-set.ts';

const ACCEPT: Verdict = { v: 'accept' };

/** Rules that were taken read the same whenever they are; they are written out once. */
const taken = { nat: new WeakMap<Chain, Reading[]>(), filter: new WeakMap<Chain, Reading[]>() } as const;

function readingOf(table: TableName, chain: Chain, index: number, rule: Rule): Reading {
  let readings = taken[table].get(chain);
  if (!readings) {
    readings = [];
    taken[table].set(chain, readings);
  }
  const known = readings[index];
  if (known) return known;
  const text = printRule(chain.name, rule);
  const made = { table, chain: chain.name, index, text, taken: true, origin: rule.origin };
  readings[index] = made;
  return made;
}

class Run {
  readonly readings: Reading[] = [];
  passedOver = 0;
  jumps = 0;
  rule: RuleRef | undefined;
  private readonly open: string[] = [];

  constructor(
    private readonly table: TableName,
    private readonly rules: RuleSet,
    private readonly stay: Stay,
    private readonly select: Selection,
  ) {}

  /**
   * Reads a chain; undefined means that it returned without a decision. A chain that leads back to itself is not entered
   * again: the kernel refuses such rules when they are written.
   */
  read(name: string): Verdict | undefined {
    const chain = this.rules.tables[this.table].get(name);
    if (!chain || this.open.includes(name)) return undefined;
    this.open.push(name);
    const verdict = this.readRules(chain);
    this.open.pop();
    return verdict;
  }

  /** Rules that the selection leaves out are known not to match: they count as passed over without being looked at. */
  private readRules(chain: Chain): Verdict | undefined {
    let told = 0;
    for (const index of this.select(chain, this.stay.packet)) {
      const rule = chain.rules[index];
      if (!rule) continue;
      const takes = this.takes(chain, rule, index);
      if (takes || this.stay.drawn !== undefined) told++;
      if (!takes) continue;
      const { t } = rule.target;
      const verdict = t === 'return' ? undefined : this.follow(chain, rule, index);
      if (t !== 'return' && !verdict) continue;
      this.passedOver += index + 1 - told;
      return verdict;
    }
    this.passedOver += chain.rules.length - told;
    return undefined;
  }

  private takes(chain: Chain, rule: Rule, index: number): boolean {
    const { stay, table } = this;
    stay.drawn = undefined;
    stay.chain = chain.name;
    stay.index = index;
    const takes = rule.matches.every((match) => matches(match, stay));
    const { drawn } = stay;
    if (!takes && drawn === undefined) return false;
    const reading = readingOf(table, chain, index, rule);
    this.readings.push(drawn === undefined ? reading : { ...reading, taken: takes, drawn });
    return takes;
  }

  private follow(chain: Chain, rule: Rule, index: number): Verdict | undefined {
    const { target } = rule;
    if (target.t === 'jump') {
      this.jumps++;
      return this.read(target.chain);
    }
    if (target.t === 'mark') {
      this.stay.mark = ((this.stay.mark & ~target.mask) ^ target.value) >>> 0;
      return undefined;
    }
    const verdict = decided(target);
    if (verdict) this.rule = readingOf(this.table, chain, index, rule);
    return verdict;
  }
}

function decided(target: Target): Verdict | undefined {
  switch (target.t) {
    case 'accept':
      return ACCEPT;
    case 'drop':
      return { v: 'drop' };
    case 'reject':
      return { v: 'reject' };
    case 'dnat':
      return { v: 'dnat', to: socketOf(target.to) };
    case 'masquerade':
      return { v: 'masquerade', randomFully: target.randomFully };
    default:
      return undefined;
  }
}

/** Reads a base chain of a table for a packet, as the kernel does. Policies are ACCEPT. */
export function traverse(base: string, table: TableName, rules: RuleSet, stay: Stay, select: Selection): Traversal {
  const run = new Run(table, rules, stay, select);
  const verdict = run.read(base) ?? ACCEPT;
  const { readings, passedOver, jumps, rule } = run;
  return { verdict, readings, passedOver, jumps, ...(rule && { rule }) };
}

const PRIORITY = { PREROUTING: -100, OUTPUT: -100, INPUT: 100, POSTROUTING: 100, FORWARD: 0 } as const;

const isHook = (name: string): name is keyof typeof PRIORITY => name in PRIORITY;

/** What iptables has hung into the hooks: the base chains of its tables that have rules. */
export function iptablesChains(rules: RuleSet, select: Selection = indexed): BaseChain[] {
  return (['nat', 'filter'] as const).flatMap((table) =>
    BASE_CHAINS[table].filter(isHook).flatMap((hook): BaseChain[] => {
      if ((rules.tables[table].get(hook)?.rules.length ?? 0) === 0) return [];
      const priority = table === 'nat' ? PRIORITY[hook] : 0;
      return [{ type: table, hook, priority, read: (stay) => traverse(hook, table, rules, stay, select) }];
    }),
  );
}
