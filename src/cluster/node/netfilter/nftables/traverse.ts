import type { Hook } from '../../../network/index.ts';
import type { BaseChain, Verdict } from '../base-chain.ts';
import { type ChainsByName, Drawn, Line, ReadyChain, ReadyChains } from '../ready-chain.ts';
import { Run } from '../run.ts';
import type { Stay } from '../stay.ts';
import { evaluate } from './evaluate.ts';
import { printNftRule } from './print.ts';
import { type ReadySets, readySets } from './ready-set.ts';
import type { NftRule } from './rule.ts';
import type { NftChain, NftHook, NftTable } from './table.ts';

class NftRun extends Run<NftRule, ReadyChain<NftRule>> {
  constructor(
    private readonly chains: ChainsByName<ReadyChain<NftRule>>,
    stay: Stay,
    private readonly sets: ReadySets,
  ) {
    super(stay);
  }

  protected readRules(ready: ReadyChain<NftRule>): Verdict | undefined {
    const { stay, sets } = this;
    const { length } = ready.chain.rules;
    for (let index = 0; index < length; index++) {
      const line = ready.line(index);
      stay.reads(line);
      const outcome = evaluate(line.rule, sets, stay);
      if (!outcome) {
        stay.passedOver++;
        continue;
      }
      const { drawn } = stay;
      const { verdict, decisive } = outcome;
      const reading = decisive || drawn !== undefined ? new Drawn(line, true, drawn, decisive) : line;
      stay.readings.push(reading);
      if (!verdict) continue;
      if (verdict.v === 'return') return undefined;
      if (!('chain' in verdict)) {
        stay.rule = reading;
        return verdict;
      }
      const said = this.enter(this.chains.find(verdict.chain));
      if (said || verdict.v === 'goto') return said;
    }
    return undefined;
  }
}

const HOOKS = {
  prerouting: 'PREROUTING',
  input: 'INPUT',
  forward: 'FORWARD',
  output: 'OUTPUT',
  postrouting: 'POSTROUTING',
} as const satisfies Record<NftHook['hook'], Hook>;

const READY = new Map<string, ReadyChains<NftChain, ReadyChain<NftRule>>>();

/** The chains of all tables of one name, which stays while what is in them changes. */
function readyChains({ family, name }: NftTable): ReadyChains<NftChain, ReadyChain<NftRule>> {
  const table = `${family} ${name}`;
  const known = READY.get(table);
  if (known) return known;
  const language = { family, table, print: (rule: NftRule) => printNftRule(rule, family) };
  const made = (chain: string, index: number, rule: NftRule) => new Line(language, chain, index, rule);
  const ready = new ReadyChains((chain: NftChain) => new ReadyChain(chain, made));
  READY.set(table, ready);
  return ready;
}

/** What a table has hung into the hooks. What its sets and maps hold is looked up, not read. */
export function nftChains(table: NftTable): BaseChain[] {
  const ready = readyChains(table);
  const chains = ready.in(table.chains);
  const sets = readySets(table);
  return [...table.chains.values()].flatMap((chain): BaseChain[] => {
    if (!chain.base) return [];
    const { type, hook, priority } = chain.base;
    const base = ready.of(chain);
    return [{ type, hook: HOOKS[hook], priority, read: (stay) => new NftRun(chains, stay, sets).through(base) }];
  });
}
