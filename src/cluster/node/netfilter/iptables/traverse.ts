import type { BaseChain, Verdict } from '../base-chain.ts';
import { Drawn, type FindChain, ReadyChain, ReadyChains } from '../ready-chain.ts';
import { Run } from '../run.ts';
import type { Stay } from '../stay.ts';
import { indexed, type Places, placesOf, type Selection } from './chain-index.ts';
import { matches } from './matches/index.ts';
import { printRule } from './print.ts';
import type { Chain, Rule, Target } from './rule.ts';
import { BASE_CHAINS, type RuleSet, type TableName } from './rule-set.ts';

const print = (rule: Rule, chain: string): string => printRule(chain, rule);

class IndexedChain extends ReadyChain<Rule> {
  readonly places: Places;

  constructor(chain: Chain, table: TableName) {
    super(chain, { table, print });
    this.places = placesOf(chain.rules);
  }
}

const READY = {
  nat: new ReadyChains((chain: Chain) => new IndexedChain(chain, 'nat')),
  filter: new ReadyChains((chain: Chain) => new IndexedChain(chain, 'filter')),
} as const satisfies Record<TableName, unknown>;

class IptablesRun extends Run<Rule, IndexedChain> {
  constructor(
    find: FindChain<IndexedChain>,
    stay: Stay,
    private readonly select: Selection,
  ) {
    super(find, stay);
  }

  /** Rules that the selection leaves out are known not to match: they count as passed over without being looked at. */
  protected readRules(ready: IndexedChain): Verdict | undefined {
    const { stay } = this;
    const { rules, name } = ready.chain;
    let told = 0;
    for (const index of this.select(ready.places, stay.packet)) {
      const rule = rules[index];
      if (!rule) continue;
      stay.drawn = undefined;
      stay.chain = name;
      stay.index = index;
      const takes = takesAll(rule, stay);
      if (takes || stay.drawn !== undefined) {
        told++;
        this.note(ready, index, rule, takes);
      }
      if (!takes) continue;
      const { t } = rule.target;
      const verdict = t === 'return' ? undefined : this.follow(ready, index, rule);
      if (t !== 'return' && !verdict) continue;
      stay.passedOver += index + 1 - told;
      return verdict;
    }
    stay.passedOver += rules.length - told;
    return undefined;
  }

  private note(ready: IndexedChain, index: number, rule: Rule, takes: boolean): void {
    const line = ready.line(index, rule);
    const { drawn } = this.stay;
    this.stay.readings.push(drawn === undefined ? line : new Drawn(line, takes, drawn));
  }

  private follow(ready: IndexedChain, index: number, rule: Rule): Verdict | undefined {
    const { target } = rule;
    if (target.t === 'jump') return this.enter(target.chain);
    if (target.t === 'mark') {
      this.stay.mark = ((this.stay.mark & ~target.mask) ^ target.value) >>> 0;
      return undefined;
    }
    const verdict = decided(target);
    if (verdict) this.stay.rule = ready.line(index, rule);
    return verdict;
  }
}

function takesAll(rule: Rule, stay: Stay): boolean {
  for (const match of rule.matches) if (!matches(match, stay)) return false;
  return true;
}

const ACCEPT: Verdict = { v: 'accept' };
const DROP: Verdict = { v: 'drop' };
const REJECT: Verdict = { v: 'reject' };

function decided(target: Target): Verdict | undefined {
  switch (target.t) {
    case 'accept':
      return ACCEPT;
    case 'drop':
      return DROP;
    case 'reject':
      return REJECT;
    case 'dnat':
      return { v: 'dnat', to: target.to };
    case 'masquerade':
      return { v: 'masquerade', randomFully: target.randomFully };
    default:
      return undefined;
  }
}

const PRIORITY = { PREROUTING: -100, OUTPUT: -100, INPUT: 100, POSTROUTING: 100, FORWARD: 0 } as const;

const isHook = (name: string): name is keyof typeof PRIORITY => name in PRIORITY;

/** What iptables has hung into the hooks: the base chains of its tables that have rules. */
export function iptablesChains(rules: RuleSet, select: Selection = indexed): BaseChain[] {
  return (['nat', 'filter'] as const).flatMap((table) => {
    const find = READY[table].in(rules.tables[table]);
    return BASE_CHAINS[table].filter(isHook).flatMap((hook): BaseChain[] => {
      const base = find(hook);
      if (!base || base.chain.rules.length === 0) return [];
      const priority = table === 'nat' ? PRIORITY[hook] : 0;
      return [{ type: table, hook, priority, read: (stay) => new IptablesRun(find, stay, select).through(base) }];
    });
  });
}
