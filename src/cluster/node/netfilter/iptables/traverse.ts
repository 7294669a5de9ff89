import type { BaseChain, Verdict } from '../base-chain.ts';
import { type ChainsByName, Drawn, type Language, ReadyChains } from '../ready-chain.ts';
import { Run } from '../run.ts';
import type { Stay } from '../stay.ts';
import { indexed, type Selection } from './chain-index.ts';
import { type Entry, EntryChain } from './entry.ts';
import { printRule } from './print.ts';
import type { Chain, Rule, Target } from './rule.ts';
import { BASE_CHAINS, type RuleSet, type TableName } from './rule-set.ts';

type Family = RuleSet['family'];

function readyChains(family: Family, table: TableName): ReadyChains<Chain, EntryChain> {
  const language: Language<Rule> = { family, table, print: (rule, chain) => printRule(chain, rule) };
  return new ReadyChains((chain) => new EntryChain(chain, language));
}

const readyTables = (family: Family): Readonly<Record<TableName, ReadyChains<Chain, EntryChain>>> => ({
  nat: readyChains(family, 'nat'),
  filter: readyChains(family, 'filter'),
});

/** Of each family its own: the kernel counts the packets of IPv4 and of IPv6 apart. */
const READY = { ip: readyTables('ip'), ip6: readyTables('ip6') } as const;

class IptablesRun extends Run<Rule, EntryChain> {
  constructor(
    private readonly chains: ChainsByName<EntryChain>,
    stay: Stay,
    private readonly select: Selection,
  ) {
    super(stay);
  }

  /** Rules that the selection leaves out are known not to match: they count as passed over without being looked at. */
  protected readRules(ready: EntryChain): Verdict | undefined {
    const { stay } = this;
    let told = 0;
    for (const index of this.select(ready.places, stay.packet)) {
      const entry = ready.line(index);
      stay.reads(entry);
      const takes = entry.takes(stay);
      if (takes || stay.drawn !== undefined) {
        told++;
        stay.readings.push(stay.drawn === undefined ? entry : new Drawn(entry, takes, stay.drawn));
      }
      if (!takes) continue;
      const { t } = entry.rule.target;
      const verdict = t === 'return' ? undefined : this.follow(entry);
      if (t !== 'return' && !verdict) continue;
      stay.passedOver += index + 1 - told;
      return verdict;
    }
    stay.passedOver += ready.chain.rules.length - told;
    return undefined;
  }

  private follow(entry: Entry): Verdict | undefined {
    const { target } = entry.rule;
    if (target.t === 'jump') return this.enter(entry.leadsTo(target.chain, this.chains));
    if (target.t === 'mark') {
      this.stay.mark = ((this.stay.mark & ~target.mask) ^ target.value) >>> 0;
      return undefined;
    }
    const verdict = decided(target);
    if (verdict) this.stay.rule = entry;
    return verdict;
  }
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
    const chains = READY[rules.family][table].in(rules.tables[table]);
    return BASE_CHAINS[table].filter(isHook).flatMap((hook): BaseChain[] => {
      const base = chains.find(hook);
      if (!base || base.chain.rules.length === 0) return [];
      const priority = table === 'nat' ? PRIORITY[hook] : 0;
      return [{ type: table, hook, priority, read: (stay) => new IptablesRun(chains, stay, select).through(base) }];
    });
  });
}
