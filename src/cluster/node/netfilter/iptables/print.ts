import type { Socket } from '../../../network/index.ts';
import type { Origin } from '../origin.ts';
import type { Match, Rule, Target } from './rule.ts';
import { BASE_CHAINS, type RuleSet, type TableName } from './rule-set.ts';

const not = (match: { readonly not?: true }): string => (match.not ? '! ' : '');
const hex = (value: number): string => `0x${value.toString(16)}`;

/** A range of everything is not printed. */
function printAddress(flag: '-s' | '-d', match: { readonly cidr: string; readonly not?: true }): string | undefined {
  return match.cidr.endsWith('/0') && !match.not ? undefined : `${not(match)}${flag} ${match.cidr}`;
}

/** Addresses and protocol stand in front, whatever their place among the matches. */
function printHead(match: Match): string | undefined {
  switch (match.m) {
    case 'source':
      return printAddress('-s', match);
    case 'destination':
      return printAddress('-d', match);
    case 'in-interface':
      return `${not(match)}-i ${match.name}${match.prefix ? '+' : ''}`;
    case 'protocol':
      return `-p ${match.protocol}`;
    default:
      return undefined;
  }
}

const WHOLE_IPV6 = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

function printExtension(match: Match): string | undefined {
  switch (match.m) {
    case 'source':
    case 'destination':
    case 'in-interface':
    case 'protocol':
      return undefined;
    case 'comment':
      return `-m comment --comment ${quoted(match.text)}`;
    case 'port':
      return `-m ${match.protocol}${match.dport === undefined ? '' : ` --dport ${match.dport}`}`;
    case 'conntrack':
      return `-m conntrack ${not(match)}--ctstate ${match.states.join(',')}`;
    case 'mark':
      return `-m mark ${not(match)}--mark ${hex(match.value)}/${hex(match.mask)}`;
    case 'addrtype':
      return `-m addrtype ${not(match)}--${match.end === 'source' ? 'src' : 'dst'}-type ${match.type}`;
    case 'statistic':
      return `-m statistic --mode random --probability ${match.probability.toFixed(11)}`;
    case 'recent':
      return `-m recent ${printRecent(match)} --name ${match.name} --mask ${match.ipv6 ? WHOLE_IPV6 : '255.255.255.255'} --rsource`;
    case 'nfacct':
      return `-m nfacct --nfacct-name  ${match.name}`;
  }
}

function printRecent({ action }: Extract<Match, { m: 'recent' }>): string {
  if (action.a === 'set') return '--set';
  return `--rcheck --seconds ${action.seconds}${action.reap ? ' --reap' : ''}`;
}

const quoted = (text: string): string => `"${text}"`;

function printTarget(target: Target): string | undefined {
  switch (target.t) {
    case 'jump':
      return `-j ${target.chain}`;
    case 'return':
      return '-j RETURN';
    case 'accept':
      return '-j ACCEPT';
    case 'drop':
      return '-j DROP';
    case 'reject':
      return `-j REJECT --reject-with ${target.with}`;
    case 'dnat':
      return `-j DNAT --to-destination ${printSocket(target.to)}`;
    case 'masquerade':
      return `-j MASQUERADE${target.randomFully ? ' --random-fully' : ''}`;
    case 'mark':
      return `-j MARK --set-xmark ${hex(target.value)}/${hex(target.mask)}`;
    case 'none':
      return undefined;
  }
}

const printSocket = ({ ip, port }: Socket): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

/** Whatever the order in which they were given. */
const HEAD: readonly Match['m'][] = ['source', 'destination', 'in-interface', 'protocol'];

const headOrder = ({ m }: Match): number => HEAD.indexOf(m);

const printed = new WeakMap<Rule, string>();

/** A rule as `iptables-save` prints it behind `-A chain`. */
function printBody(rule: Rule): string {
  const known = printed.get(rule);
  if (known !== undefined) return known;
  const head = [...rule.matches].sort((one, other) => headOrder(one) - headOrder(other));
  const parts = [...head.map(printHead), ...rule.matches.map(printExtension), printTarget(rule.target)];
  const text = parts.filter((part) => part !== undefined).join(' ');
  printed.set(rule, text);
  return text;
}

/** A rule as `iptables-save` prints it. */
export function printRule(chain: string, rule: Rule): string {
  const body = printBody(rule);
  return body === '' ? `-A ${chain}` : `-A ${chain} ${body}`;
}

/** One line of `iptables-save`; lines that are no rule have an empty chain and no origin. */
export interface SavedLine {
  readonly text: string;
  readonly table: TableName;
  readonly chain: string;
  /** Place of the rule in its chain; -1 when the line is no rule. */
  readonly index: number;
  readonly origin: Origin;
}

const NOWHERE: Origin = { object: '', field: '' };

function* savedTable(ruleSet: RuleSet, table: TableName): Generator<SavedLine> {
  const chains = ruleSet.tables[table];
  const base = BASE_CHAINS[table];
  const own = [...chains.keys()].filter((name) => !base.includes(name));
  const plain = (text: string): SavedLine => ({ text, table, chain: '', index: -1, origin: NOWHERE });
  yield plain(`*${table}`);
  for (const name of base) yield plain(`:${name} ACCEPT [0:0]`);
  for (const name of own) yield plain(`:${name} - [0:0]`);
  for (const name of [...base, ...own]) {
    for (const [index, rule] of (chains.get(name)?.rules ?? []).entries()) {
      yield { text: printRule(name, rule), table, chain: name, index, origin: rule.origin };
    }
  }
  yield plain('COMMIT');
}

/** Everything that `iptables-save` prints for tables nat and filter, line by line. */
export function iptablesSave(ruleSet: RuleSet): readonly SavedLine[] {
  return [...savedTable(ruleSet, 'nat'), ...savedTable(ruleSet, 'filter')];
}
