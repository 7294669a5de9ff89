import type { Packet } from '../../../network/index.ts';
import { leavesTraces, type Rule } from './rule.ts';

/** Which rules of a chain are worth reading for a packet: their places, in order. All others are known not to match. */
export type Selection = (places: Places, packet: Packet) => readonly number[];

/** The places of a chain's rules, by what they ask for. */
export interface Places {
  readonly all: readonly number[];
  /** Rules for one destination address. */
  readonly byAddress: ReadonlyMap<string, readonly number[]>;
  /** Rules for one destination port and any address. */
  readonly byPort: ReadonlyMap<number, readonly number[]>;
  /** All others. */
  readonly rest: readonly number[];
  /** What was selected for an address and no port before. */
  readonly known: Map<string, readonly number[]>;
}

/** Chains shorter than this are read as they stand. */
const SHORT = 12;

const NONE: readonly number[] = [];

/** Only in front of dice and lists: rules that may leave traces are always read. */
function addressOf({ matches }: Rule): string | undefined {
  for (const match of matches) {
    if (leavesTraces(match)) return undefined;
    if (match.m !== 'destination' || match.not) continue;
    const [ip = '', length] = match.cidr.split('/');
    if (length === undefined || length === '32' || length === '128') return ip;
  }
  return undefined;
}

function portOf({ matches }: Rule): number | undefined {
  for (const match of matches) {
    if (leavesTraces(match)) return undefined;
    if (match.m === 'port' && match.dport !== undefined) return match.dport;
  }
  return undefined;
}

function noted<K>(places: Map<K, number[]>, key: K, place: number): void {
  const known = places.get(key);
  if (known) known.push(place);
  else places.set(key, [place]);
}

/** Short chains with the same number of rules have the same places. */
const SHORT_PLACES: readonly Places[] = Array.from({ length: SHORT }, (_, length) => {
  const all = Array.from({ length }, (__, place) => place);
  return { all, byAddress: new Map(), byPort: new Map(), rest: all, known: new Map() };
});

/** Looks through the rules of a chain once, so that packets need not. */
export function placesOf(rules: readonly Rule[]): Places {
  const byAddress = new Map<string, number[]>();
  const byPort = new Map<number, number[]>();
  const rest: number[] = [];
  const short = SHORT_PLACES[rules.length];
  if (short) return short;
  const all = rules.map((_, place) => place);
  for (const [place, rule] of rules.entries()) {
    const address = addressOf(rule);
    const port = portOf(rule);
    if (address !== undefined) noted(byAddress, address, place);
    else if (port !== undefined) noted(byPort, port, place);
    else rest.push(place);
  }
  return { all, byAddress, byPort, rest, known: new Map() };
}

/** Every rule, one by one: what the kernel does, and what `indexed` must agree with. */
export const linear: Selection = ({ all }) => all;

/** The rules whose destination address or port is the packet's, and those that name neither, without looking at the others. */
export const indexed: Selection = (places, { destination }) => {
  const { all, byAddress, byPort, rest, known } = places;
  if (all.length < SHORT) return all;
  const port = byPort.size > 0 ? byPort.get(destination.port) : undefined;
  if (port) return [...(byAddress.get(destination.ip) ?? NONE), ...port, ...rest].sort(ascending);
  return known.get(destination.ip) ?? selectedFor(destination.ip, places);
};

/** The rules for an address, and those for any. */
function selectedFor(ip: string, { byAddress, rest, known }: Places): readonly number[] {
  const address = byAddress.get(ip);
  if (!address) return rest;
  const selected = [...address, ...rest].sort(ascending);
  known.set(ip, selected);
  return selected;
}

const ascending = (one: number, other: number): number => one - other;
