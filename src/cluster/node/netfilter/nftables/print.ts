import type { PersistentMap } from '../../../../sim/index.ts';
import type { Socket } from '../../../network/index.ts';
import type { Origin } from '../origin.ts';
import { printRanges } from './ranges.ts';
import type { NftExpression, NftField, NftRule, NftVerdict } from './rule.ts';
import type { NftChain, NftElement, NftHook, NftSet, NftTable } from './table.ts';

type Family = NftTable['family'];

const mark = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

function printField(field: NftField, family: Family): string {
  switch (field) {
    case 'saddr':
    case 'daddr':
      return `${family} ${field}`;
    case 'l4proto':
      return 'meta l4proto';
    case 'dport':
      return 'th dport';
  }
}

const printKey = (key: readonly NftField[], family: Family): string =>
  key.map((field) => printField(field, family)).join(' . ');

const printVerdict = (verdict: NftVerdict): string =>
  'chain' in verdict ? `${verdict.v} ${verdict.chain}` : verdict.v;

const printSocket = ({ ip, port }: Socket): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

/** `{ 0 : first, 1 : second }` */
const numbered = (values: readonly string[]): string =>
  `{ ${values.map((value, number) => `${number} : ${value}`).join(', ')} }`;

function printExpression(expression: NftExpression, family: Family): string {
  switch (expression.x) {
    case 'in-set':
      return `${printKey(expression.key, family)} @${expression.set}`;
    case 'address':
      return `${family} ${expression.field} ${expression.not ? '!= ' : ''}${printRanges(expression.ranges)}`;
    case 'iifname':
      return `iifname ${expression.not ? '!= ' : ''}"${expression.name}${expression.prefix ? '*' : ''}"`;
    case 'l4proto':
      return `meta l4proto ${expression.protocol}`;
    case 'ct-state':
      return `ct state ${expression.state}`;
    case 'ct-status':
      return `ct status ${expression.status}`;
    case 'fib':
      return `fib ${expression.field} type ${expression.type}`;
    case 'mark-set':
      return `meta mark & ${mark(expression.mask)} != ${mark(0)}`;
    default:
      return printStatement(expression, family);
  }
}

type NftStatement = Exclude<
  NftExpression,
  { readonly x: 'in-set' | 'address' | 'iifname' | 'l4proto' | 'ct-state' | 'ct-status' | 'fib' | 'mark-set' }
>;

function printStatement(statement: NftStatement, family: Family): string {
  switch (statement.x) {
    case 'set-mark':
      return `meta mark set meta mark ${statement.op === 'or' ? '|' : '^'} ${mark(statement.value)}`;
    case 'update':
      return `update @${statement.set} { ${printField(statement.field, family)} }`;
    case 'verdict':
      return printVerdict(statement.verdict);
    case 'vmap':
      return `${printKey(statement.key, family)} vmap @${statement.map}`;
    case 'numgen-vmap':
      return `numgen random mod ${statement.verdicts.length} vmap ${numbered(statement.verdicts.map(printVerdict))}`;
    case 'dnat':
      return `dnat to ${printSocket(statement.to)}`;
    case 'numgen-dnat': {
      const sockets = statement.to.map(({ ip, port }) => `${ip} . ${port}`);
      return `dnat ${family} to numgen random mod ${sockets.length} map ${numbered(sockets)}`;
    }
    case 'masquerade':
      return statement.fullyRandom ? 'masquerade fully-random' : 'masquerade';
    case 'reject':
      return 'reject';
  }
}

const printed = { ip: new WeakMap<NftRule, string>(), ip6: new WeakMap<NftRule, string>() } as const;

/** A rule as `nft list` prints it, without the blanks in front. */
export function printNftRule(rule: NftRule, family: Family): string {
  const known = printed[family].get(rule);
  if (known !== undefined) return known;
  const parts = rule.expressions.map((expression) => printExpression(expression, family));
  const text = [...parts, ...commented(rule.comment)].join(' ');
  printed[family].set(rule, text);
  return text;
}

const commented = (comment: string | undefined): string[] => (comment === undefined ? [] : [`comment "${comment}"`]);

/** An element as `nft list` prints it, without what stands around it. */
export function printNftElement({ key, comment, verdict }: NftElement): string {
  const value = verdict ? [`: ${printVerdict(verdict)}`] : [];
  return [key, ...commented(comment), ...value].join(' ');
}

/** The names that nft has for priorities, each with the number that it stands for. */
const PRIORITY_NAMES = [
  ['raw', -300],
  ['mangle', -150],
  ['dstnat', -100],
  ['filter', 0],
  ['security', 50],
  ['srcnat', 100],
] as const;

/** A priority within ten of a name is printed as that name and the difference. */
function printPriority(priority: number): string {
  const near = PRIORITY_NAMES.find(([, value]) => Math.abs(priority - value) <= 10);
  if (!near) return String(priority);
  const [name, value] = near;
  if (priority === value) return name;
  return `${name} ${priority < value ? '-' : '+'} ${Math.abs(priority - value)}`;
}

const printHook = ({ type, hook, priority }: NftHook): string =>
  `type ${type} hook ${hook} priority ${printPriority(priority)}; policy accept;`;

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** Seconds as nft writes a time: 10800 is `3h`, 90 is `1m30s`. */
function printTime(seconds: number): string {
  let left = seconds;
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === '' ? '0s' : text;
}

const TYPES = { l4proto: 'inet_proto', dport: 'inet_service' } as const;

function printType(key: readonly NftField[], family: Family): string {
  const address = family === 'ip6' ? 'ipv6_addr' : 'ipv4_addr';
  return key.map((field) => (field === 'saddr' || field === 'daddr' ? address : TYPES[field])).join(' . ');
}

/** One line of `nft list table`; lines that are neither rule nor element have no origin. */
export interface NftLine {
  readonly text: string;
  /** The chain, set or map that the line is in; empty outside of all. */
  readonly within: string;
  readonly origin: Origin;
  /** Whether the line is a rule or an element. */
  readonly isPart: boolean;
}

const NOWHERE: Origin = { object: '', field: '' };

function plain(within: string, ...texts: readonly string[]): NftLine[] {
  return texts.map((text) => ({ text, within, origin: NOWHERE, isPart: false }));
}

function* printSet(set: NftSet, family: Family): Generator<NftLine> {
  const { name, kind, key, dynamic, elements } = set;
  yield* plain(name, `\t${kind} ${name} {`);
  yield* plain(name, `\t\ttype ${printType(key, family)}${kind === 'map' ? ' : verdict' : ''}`);
  if (dynamic) yield* plain(name, `\t\tsize ${dynamic.size}`, '\t\tflags dynamic,timeout');
  if (dynamic) yield* plain(name, `\t\ttimeout ${printTime(dynamic.timeout)}`);
  yield* plain(name, ...commented(set.comment).map((text) => `\t\t${text}`));
  if (elements.size > 0) yield* printElements(set);
  yield* plain(name, '\t}');
}

function* printElements({ name, elements }: NftSet): Generator<NftLine> {
  yield* plain(name, '\t\telements = {');
  let left = elements.size;
  for (const element of elements.values()) {
    const comma = --left > 0 ? ',' : '';
    yield { text: `\t\t\t${printNftElement(element)}${comma}`, within: name, origin: element.origin, isPart: true };
  }
  yield* plain(name, '\t\t}');
}

function* printChain({ name, base, comment, rules }: NftChain, family: Family): Generator<NftLine> {
  yield* plain(name, `\tchain ${name} {`);
  if (base) yield* plain(name, `\t\t${printHook(base)}`);
  yield* plain(name, ...commented(comment).map((text) => `\t\t${text}`));
  for (const rule of rules)
    yield { text: `\t\t${printNftRule(rule, family)}`, within: name, origin: rule.origin, isPart: true };
  yield* plain(name, '\t}');
}

/** Values in the order of a listing: those named first, the others by name. */
function* listed<V>(all: PersistentMap<V>, first: readonly string[]): Generator<V> {
  const named = new Set(first);
  for (const name of first) {
    const value = all.get(name);
    if (value !== undefined) yield value;
  }
  for (const [name, value] of all.entries()) if (!named.has(name)) yield value;
}

function* printTable(table: NftTable): Generator<NftLine> {
  const { family, name, comment, sets, chains, first } = table;
  yield* plain('', `table ${family} ${name} {`, ...commented(comment).map((text) => `\t${text}`));
  let blank = false;
  const apart = function* (lines: Generator<NftLine>): Generator<NftLine> {
    if (blank) yield* plain('', '');
    blank = true;
    yield* lines;
  };
  for (const set of listed(sets, first.sets)) yield* apart(printSet(set, family));
  for (const chain of listed(chains, first.chains)) yield* apart(printChain(chain, family));
  yield* plain('', '}');
}

/** Everything that `nft list table` prints, line by line; elements of sets and maps stand one a line, sorted as text. */
export function nftListTable(table: NftTable): readonly NftLine[] {
  return [...printTable(table)];
}
