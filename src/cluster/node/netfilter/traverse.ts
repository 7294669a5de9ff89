import type { Reading, RuleRef } from '../../network/index.ts';
import { type MatchContext, matches } from './matches/index.ts';
import { printRule } from './print.ts';
import type { Chain, Rule, Target } from './rule.ts';
import type { TableName } from './rule-set.ts';

/** What a table decides about a packet. `accept` is also what a base chain says when no rule decided. */
export type Verdict =
  | { readonly v: 'accept' }
  | { readonly v: 'drop' }
  | { readonly v: 'reject'; readonly with: string }
  | { readonly v: 'dnat'; readonly to: string }
  | { readonly v: 'masquerade'; readonly randomFully: boolean };

/** A run through a table: what it decided, what it read, and the mark it left. */
export interface Traversal {
  readonly verdict: Verdict;
  /** The rule that decided; undefined when the chain's policy did. */
  readonly rule?: RuleRef;
  readonly readings: readonly Reading[];
  readonly passedOver: number;
  /** Chains entered by a jump. */
  readonly jumps: number;
}

/** What a traversal needs to know about where it is. */
export interface TableRun {
  readonly table: TableName;
  chain(name: string): Chain | undefined;
  /** The mutable notes of this packet's visit. */
  readonly context: MatchContext;
}

const ACCEPT: Verdict = { v: 'accept' };

class Run {
  readonly readings: Reading[] = [];
  passedOver = 0;
  jumps = 0;
  rule: RuleRef | undefined;
  private readonly open = new Set<string>();

  constructor(private readonly run: TableRun) {}

  /**
   * Reads a chain; undefined means that it returned without a decision. A chain that leads back to itself is not entered
   * again: the kernel refuses such rules when they are written.
   */
  read(name: string): Verdict | undefined {
    const chain = this.run.chain(name);
    if (!chain || this.open.has(name)) return undefined;
    this.open.add(name);
    const verdict = this.readRules(chain);
    this.open.delete(name);
    return verdict;
  }

  private readRules(chain: Chain): Verdict | undefined {
    for (const [index, rule] of chain.rules.entries()) {
      if (!this.takes(chain, rule, index)) continue;
      if (rule.target.t === 'return') return undefined;
      const verdict = this.follow(chain, rule, index);
      if (verdict) return verdict;
    }
    return undefined;
  }

  private takes(chain: Chain, rule: Rule, index: number): boolean {
    const { context } = this.run;
    context.drawn = undefined;
    context.chain = chain.name;
    context.index = index;
    const taken = rule.matches.every((match) => matches(match, context));
    if (!taken && context.drawn === undefined) {
      this.passedOver++;
      return false;
    }
    const drawn = context.drawn === undefined ? {} : { drawn: context.drawn };
    const text = printRule(chain.name, rule);
    this.readings.push({ table: this.run.table, chain: chain.name, text, taken, ...drawn, origin: rule.origin });
    return taken;
  }

  private follow(chain: Chain, rule: Rule, index: number): Verdict | undefined {
    const { target } = rule;
    if (target.t === 'jump') {
      this.jumps++;
      return this.read(target.chain);
    }
    if (target.t === 'mark') {
      const { context } = this.run;
      context.skb = { ...context.skb, mark: ((context.skb.mark & ~target.mask) ^ target.value) >>> 0 };
      return undefined;
    }
    const verdict = decided(target);
    if (verdict) {
      const { table } = this.run;
      this.rule = { table, chain: chain.name, index, text: printRule(chain.name, rule), origin: rule.origin };
    }
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
      return { v: 'reject', with: target.with };
    case 'dnat':
      return { v: 'dnat', to: target.to };
    case 'masquerade':
      return { v: 'masquerade', randomFully: target.randomFully };
    default:
      return undefined;
  }
}

/** Reads a base chain of a table for a packet, rule by rule, as the kernel does. Policies are ACCEPT. */
export function traverse(base: string, run: TableRun): Traversal {
  const reader = new Run(run);
  const verdict = reader.read(base) ?? ACCEPT;
  const { readings, passedOver, jumps, rule } = reader;
  return { verdict, readings, passedOver, jumps, ...(rule !== undefined && { rule }) };
}
