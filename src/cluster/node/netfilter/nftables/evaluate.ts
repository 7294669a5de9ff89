import { isIn, type Socket } from '../../../network/index.ts';
import type { Verdict } from '../base-chain.ts';
import { isDnat } from '../conntrack.ts';
import { noted, notedAt } from '../noted-addresses.ts';
import type { Origin } from '../origin.ts';
import type { Decisive } from '../ready-chain.ts';
import type { Stay } from '../stay.ts';
import { printNftElement } from './print.ts';
import type { ReadySet, ReadySets } from './ready-set.ts';
import type { NftExpression, NftField, NftRule, NftVerdict } from './rule.ts';
import type { NftElement } from './table.ts';

/** A decision, or where to read on. */
type Said = Verdict | { readonly v: 'jump' | 'goto'; readonly chain: string } | { readonly v: 'return' };

/** What a rule that matched says: a verdict, or nothing when it only did something; and what decided beside the rule. */
export interface Outcome {
  readonly verdict?: Said;
  readonly decisive?: Decisive;
}

/** An element of a map, written out when somebody looks at it. */
class DecisiveElement implements Decisive {
  constructor(private readonly element: NftElement) {}

  get text(): string {
    return printNftElement(this.element);
  }

  get origin(): Origin {
    return this.element.origin;
  }
}

/** One of several, and its place among them. */
class Choice<T> implements Decisive {
  constructor(
    private readonly place: number,
    readonly value: T,
    private readonly print: (value: T) => string,
  ) {}

  get text(): string {
    return `${this.place} : ${this.print(this.value)}`;
  }
}

const DONE: Outcome = {};
const REJECT: Outcome = { verdict: { v: 'reject' } };

function fieldOf(field: NftField, { packet }: Stay): string | number {
  switch (field) {
    case 'saddr':
      return packet.source.ip;
    case 'daddr':
      return packet.destination.ip;
    case 'l4proto':
      return packet.protocol;
    case 'dport':
      return packet.destination.port;
  }
}

/** As `elementKey` joins them. */
function keyOf(fields: readonly NftField[], stay: Stay): string {
  let key = '';
  for (const field of fields) key = key === '' ? String(fieldOf(field, stay)) : `${key} . ${fieldOf(field, stay)}`;
  return key;
}

/** A set that packets fill themselves holds an address for a while after it was noted. */
function holds(ready: ReadySet | undefined, fields: readonly NftField[], stay: Stay): boolean {
  if (!ready || ready.isEmpty) return false;
  const { set } = ready;
  const key = keyOf(fields, stay);
  if (!set.dynamic) return ready.element(key) !== undefined;
  const at = notedAt(stay.noted, set.name, key);
  return at !== undefined && stay.now < at + set.dynamic.timeout * 1000;
}

type Condition = Extract<
  NftExpression,
  { readonly x: 'in-set' | 'address' | 'iifname' | 'l4proto' | 'ct-state' | 'ct-status' | 'fib' | 'mark-set' }
>;

const CT = { new: 'NEW', established: 'ESTABLISHED', related: 'RELATED', invalid: 'INVALID' } as const;

function holdsTrue(condition: Condition, sets: ReadySets, stay: Stay): boolean {
  switch (condition.x) {
    case 'in-set':
      return holds(sets.get(condition.set), condition.key, stay);
    case 'address': {
      const ip = String(fieldOf(condition.field, stay));
      return condition.ranges.some((range) => isIn(ip, range)) !== (condition.not === true);
    }
    case 'iifname':
      return stay.cameInBy(condition.name, condition.prefix) !== (condition.not === true);
    case 'l4proto':
      return stay.packet.protocol === condition.protocol;
    case 'ct-state':
      return stay.ct === CT[condition.state];
    case 'ct-status':
      return stay.connection !== undefined && isDnat(stay.connection);
    case 'fib':
      return stay.isLocal(String(fieldOf(condition.field, stay)));
    case 'mark-set':
      return (stay.mark & condition.mask) !== 0;
  }
}

const printVerdict = (verdict: NftVerdict): string =>
  'chain' in verdict ? `${verdict.v} ${verdict.chain}` : verdict.v;
const printSocket = ({ ip, port }: Socket): string => `${ip} . ${port}`;

/** `numgen random mod n`: one of n, each as likely as the others. */
function chosen<T extends object>(
  values: readonly T[],
  stay: Stay,
  print: (value: T) => string,
): Choice<T> | undefined {
  const place = Math.floor(stay.draw() * values.length);
  const value = values[place];
  return value === undefined ? undefined : new Choice(place, value, print);
}

function chosenVerdict(verdicts: readonly NftVerdict[], stay: Stay): Outcome | undefined {
  const choice = chosen(verdicts, stay, printVerdict);
  return choice && { verdict: choice.value, decisive: choice };
}

function chosenSocket(sockets: readonly Socket[], stay: Stay): Outcome | undefined {
  const choice = chosen(sockets, stay, printSocket);
  return choice && { verdict: { v: 'dnat', to: choice.value }, decisive: choice };
}

function mapped(map: ReadySet | undefined, fields: readonly NftField[], stay: Stay): Outcome | undefined {
  if (!map || map.isEmpty) return undefined;
  const element = map.element(keyOf(fields, stay));
  return element?.verdict && { verdict: element.verdict, decisive: new DecisiveElement(element) };
}

/** What an expression says or does; undefined when the rule ends here, since it does not match. */
function run(statement: NftExpression, sets: ReadySets, stay: Stay): Outcome | undefined {
  switch (statement.x) {
    case 'set-mark':
      stay.mark = (statement.op === 'or' ? stay.mark | statement.value : stay.mark ^ statement.value) >>> 0;
      return DONE;
    case 'update':
      stay.noted = noted(stay.noted, statement.set, String(fieldOf(statement.field, stay)), stay.now);
      return DONE;
    case 'verdict':
      return { verdict: statement.verdict };
    case 'vmap':
      return mapped(sets.get(statement.map), statement.key, stay);
    case 'numgen-vmap':
      return chosenVerdict(statement.verdicts, stay);
    case 'dnat':
      return { verdict: { v: 'dnat', to: statement.to } };
    case 'numgen-dnat':
      return chosenSocket(statement.to, stay);
    case 'masquerade':
      return { verdict: { v: 'masquerade', randomFully: statement.fullyRandom } };
    case 'reject':
      return REJECT;
    default:
      return holdsTrue(statement, sets, stay) ? DONE : undefined;
  }
}

/** Runs a rule's expressions from left to right; undefined when one of them does not match. */
export function evaluate(rule: NftRule, sets: ReadySets, stay: Stay): Outcome | undefined {
  for (const expression of rule.expressions) {
    const outcome = run(expression, sets, stay);
    if (!outcome || outcome.verdict) return outcome;
  }
  return DONE;
}
