import { isIn, type Socket } from '../../../network/index.ts';
import type { Verdict } from '../base-chain.ts';
import { isDnat } from '../conntrack.ts';
import { noted, notedAt } from '../noted-addresses.ts';
import type { Origin } from '../origin.ts';
import type { Stay } from '../stay.ts';
import { printNftElement } from './print.ts';
import type { NftExpression, NftField, NftRule, NftVerdict } from './rule.ts';
import { elementKey, type NftSet, type NftTable } from './table.ts';

/** A decision, or where to read on. */
type Said = Verdict | { readonly v: 'jump' | 'goto'; readonly chain: string } | { readonly v: 'return' };

const said = (verdict: NftVerdict): Said => ('chain' in verdict ? verdict : { v: verdict.v });

/** What a rule that matched says: a verdict, or nothing when it only did something; and the element that decided. */
export interface Outcome {
  readonly verdict?: Said;
  readonly element?: string;
  /** Of the element. */
  readonly origin?: Origin;
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

const keyOf = (fields: readonly NftField[], stay: Stay): string =>
  elementKey(...fields.map((field) => fieldOf(field, stay)));

/** A set that packets fill themselves holds an address for a while after it was noted. */
function holds(set: NftSet | undefined, key: string, stay: Stay): boolean {
  if (!set) return false;
  if (!set.dynamic) return set.elements.has(key);
  const at = notedAt(stay.noted, set.name, key);
  return at !== undefined && stay.now < at + set.dynamic.timeout * 1000;
}

type Condition = Extract<
  NftExpression,
  { readonly x: 'in-set' | 'address' | 'l4proto' | 'ct-state' | 'ct-status' | 'fib' | 'mark-set' }
>;

function holdsTrue(condition: Condition, table: NftTable, stay: Stay): boolean {
  switch (condition.x) {
    case 'in-set':
      return holds(table.sets.get(condition.set), keyOf(condition.key, stay), stay);
    case 'address': {
      const ip = String(fieldOf(condition.field, stay));
      return condition.ranges.some((range) => isIn(ip, range)) !== (condition.not === true);
    }
    case 'l4proto':
      return stay.packet.protocol === condition.protocol;
    case 'ct-state':
      return stay.ct.toLowerCase() === condition.state;
    case 'ct-status':
      return stay.connection !== undefined && isDnat(stay.connection);
    case 'fib':
      return stay.isLocal(String(fieldOf(condition.field, stay)));
    case 'mark-set':
      return (stay.mark & condition.mask) !== 0;
  }
}

/** `numgen random mod n`: one of n, each as likely as the others, with what is written for it. */
function chosen<T>(values: readonly T[], stay: Stay): readonly [number, T] | undefined {
  const place = Math.floor(stay.draw() * values.length);
  const value = values[place];
  return value === undefined ? undefined : [place, value];
}

const printVerdict = (verdict: NftVerdict): string =>
  'chain' in verdict ? `${verdict.v} ${verdict.chain}` : verdict.v;

function chosenVerdict(verdicts: readonly NftVerdict[], stay: Stay): Outcome | undefined {
  const choice = chosen(verdicts, stay);
  return choice && { verdict: said(choice[1]), element: `${choice[0]} : ${printVerdict(choice[1])}` };
}

function chosenSocket(sockets: readonly Socket[], stay: Stay): Outcome | undefined {
  const choice = chosen(sockets, stay);
  if (!choice) return undefined;
  const [place, to] = choice;
  return { verdict: { v: 'dnat', to }, element: `${place} : ${to.ip} . ${to.port}` };
}

function mapped(key: string, map: NftSet | undefined): Outcome | undefined {
  const element = map?.elements.get(key);
  return (
    element?.verdict && { verdict: said(element.verdict), element: printNftElement(element), origin: element.origin }
  );
}

/** What a statement does; undefined when the rule ends here as if it had not matched. */
function run(statement: Exclude<NftExpression, Condition>, table: NftTable, stay: Stay): Outcome | undefined {
  switch (statement.x) {
    case 'set-mark':
      stay.mark = (statement.op === 'or' ? stay.mark | statement.value : stay.mark ^ statement.value) >>> 0;
      return DONE;
    case 'update':
      stay.noted = noted(stay.noted, statement.set, String(fieldOf(statement.field, stay)), stay.now);
      return DONE;
    case 'verdict':
      return { verdict: said(statement.verdict) };
    case 'vmap':
      return mapped(keyOf(statement.key, stay), table.sets.get(statement.map));
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
  }
}

function isCondition(expression: NftExpression): expression is Condition {
  return ['in-set', 'address', 'l4proto', 'ct-state', 'ct-status', 'fib', 'mark-set'].includes(expression.x);
}

/** Runs a rule's expressions from left to right; undefined when one of them does not match. */
export function evaluate(rule: NftRule, table: NftTable, stay: Stay): Outcome | undefined {
  for (const expression of rule.expressions) {
    if (isCondition(expression)) {
      if (!holdsTrue(expression, table, stay)) return undefined;
      continue;
    }
    const outcome = run(expression, table, stay);
    if (!outcome || outcome.verdict) return outcome;
  }
  return DONE;
}
