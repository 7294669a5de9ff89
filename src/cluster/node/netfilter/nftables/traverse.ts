import type { Hook, Reading, RuleRef } from '../../../network/index.ts';
import type { BaseChain, Traversal, Verdict } from '../base-chain.ts';
import type { Stay } from '../stay.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import { printNftRule } from './print.ts';
import type { NftRule } from './rule.ts';
import type { NftChain, NftHook, NftTable } from './table.ts';

const ACCEPT: Verdict = { v: 'accept' };

/** What a chain says: a decision, that the packet comes back to whoever jumped here, or that its base chain is over. */
type Said = Verdict | undefined;

/** Rules that were taken by nothing but themselves read the same whenever they are. */
const taken = new WeakMap<NftChain, Reading[]>();

class Run {
  readonly readings: Reading[] = [];
  passedOver = 0;
  jumps = 0;
  rule: RuleRef | undefined;
  private readonly open: string[] = [];

  constructor(
    private readonly table: NftTable,
    private readonly stay: Stay,
  ) {}

  /** Reads a chain by name. nft refuses chains that lead back to themselves; none is entered twice. */
  private enter(name: string): Said {
    const chain = this.table.chains.get(name);
    if (!chain || this.open.includes(name)) return undefined;
    this.jumps++;
    return this.read(chain);
  }

  read(chain: NftChain): Said {
    this.open.push(chain.name);
    const said = this.readRules(chain);
    this.open.pop();
    return said;
  }

  private readRules(chain: NftChain): Said {
    for (const [index, rule] of chain.rules.entries()) {
      this.stay.drawn = undefined;
      this.stay.chain = chain.name;
      this.stay.index = index;
      const outcome = evaluate(rule, this.table, this.stay);
      if (!outcome) {
        this.passedOver++;
        continue;
      }
      const reading = this.noted(chain, index, rule, outcome);
      const { verdict } = outcome;
      if (!verdict) continue;
      if (verdict.v === 'return') return undefined;
      if (!('chain' in verdict)) return this.decided(verdict, reading);
      const said = this.enter(verdict.chain);
      if (said || verdict.v === 'goto') return said;
    }
    return undefined;
  }

  private decided(verdict: Verdict, reading: Reading): Verdict {
    this.rule = reading;
    return verdict;
  }

  private noted(chain: NftChain, index: number, rule: NftRule, { element, origin }: Outcome): Reading {
    const { drawn } = this.stay;
    const plain = this.readingOf(chain, index, rule);
    const reading =
      element === undefined && drawn === undefined
        ? plain
        : { ...plain, origin: origin ?? plain.origin, ...more(drawn, element) };
    this.readings.push(reading);
    return reading;
  }

  private readingOf(chain: NftChain, index: number, rule: NftRule): Reading {
    const { family, name } = this.table;
    let readings = taken.get(chain);
    if (!readings) {
      readings = [];
      taken.set(chain, readings);
    }
    readings[index] ??= {
      table: `${family} ${name}`,
      chain: chain.name,
      index,
      text: printNftRule(rule, family),
      taken: true,
      origin: rule.origin,
    };
    return readings[index];
  }
}

const more = (drawn: number | undefined, element: string | undefined): { drawn?: number; element?: string } => ({
  ...(drawn !== undefined && { drawn }),
  ...(element !== undefined && { element }),
});

/** Reads a base chain for a packet, rule by rule; what sets and maps hold is looked up, not read. Policies are accept. */
function traverse(chain: NftChain, table: NftTable, stay: Stay): Traversal {
  const run = new Run(table, stay);
  const verdict = run.read(chain) ?? ACCEPT;
  const { readings, passedOver, jumps, rule } = run;
  return { verdict, readings, passedOver, jumps, ...(rule && { rule }) };
}

const HOOKS = {
  prerouting: 'PREROUTING',
  input: 'INPUT',
  forward: 'FORWARD',
  output: 'OUTPUT',
  postrouting: 'POSTROUTING',
} as const satisfies Record<NftHook['hook'], Hook>;

/** What a table has hung into the hooks. */
export function nftChains(table: NftTable): BaseChain[] {
  return [...table.chains.values()].flatMap((chain): BaseChain[] => {
    if (!chain.base) return [];
    const { type, hook, priority } = chain.base;
    return [{ type, hook: HOOKS[hook], priority, read: (stay) => traverse(chain, table, stay) }];
  });
}
