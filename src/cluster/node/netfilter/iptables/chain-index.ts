import type { Packet } from '../../../network/index.ts';
import type { Chain, Match, Rule } from './rule.ts';

/** Which rules of a chain are worth reading for a packet: their places, in order. All others are known not to match. */
export type Selection = (chain: Chain, packet: Packet) => readonly number[];

interface Places {
  readonly all: readonly number[];
  /** Rules for one destination address. */
  readonly byAddress: ReadonlyMap<string, readonly number[]>;
  /** Rules for one destination port and any address. */
  readonly byPort: ReadonlyMap<number, readonly number[]>;
  /** All others. */
  readonly rest: readonly number[];
}

/** Chains shorter than this are read as they stand. */
const SHORT = 12;

const NONE: readonly number[] = [];

/** What is read behind dice or a list leaves traces though the rule does not match: such rules are always read. */
const leavesTraces = ({ m }: Match): boolean => m === 'statistic' || m === 'recent';

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

function placesOf({ rules }: Chain): Places {
  const byAddress = new Map<string, number[]>();
  const byPort = new Map<number, number[]>();
  const rest: number[] = [];
  const all = rules.map((_, place) => place);
  if (rules.length < SHORT) return { all, byAddress, byPort, rest };
  for (const [place, rule] of rules.entries()) {
    const address = addressOf(rule);
    const port = portOf(rule);
    if (address !== undefined) noted(byAddress, address, place);
    else if (port !== undefined) noted(byPort, port, place);
    else rest.push(place);
  }
  return { all, byAddress, byPort, rest };
}

const known = new WeakMap<Chain, Places>();

function remembered(chain: Chain): Places {
  let places = known.get(chain);
  if (!places) {
    places = placesOf(chain);
    known.set(chain, places);
  }
  return places;
}

/** Every rule, one by one: what the kernel does, and what `indexed` must agree with. */
export const linear: Selection = (chain) => remembered(chain).all;

/** The rules whose destination address or port is the packet's, and those that name neither, without looking at the others. */
export const indexed: Selection = (chain, { destination }) => {
  const { all, byAddress, byPort, rest } = remembered(chain);
  if (all.length < SHORT) return all;
  const [address, port] = [byAddress.get(destination.ip) ?? NONE, byPort.get(destination.port) ?? NONE];
  if (address.length + port.length === 0) return rest;
  return [...address, ...port, ...rest].sort((one, other) => one - other);
};
