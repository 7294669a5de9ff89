import { PersistentMap } from '../../../../sim/index.ts';
import type { NftElement, NftSet, NftTable } from '../../netfilter/index.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import {
  keyOf,
  placeOf,
  type ServedPort,
  type ServiceChange,
  type ServiceInput,
  servedPorts,
} from '../service-input.ts';
import type { Family } from '../service-port.ts';
import { frameTable } from './dispatch.ts';
import { hairpins } from './masquerade.ts';
import { type NftPortRules, nftPortRules } from './port-rules.ts';
import type { Claim } from './rules.ts';

/** What one Service came to on one node. */
interface Part {
  readonly input: ServiceInput;
  readonly ports: readonly NftPortRules[];
  /** Elements of sets and maps that all Services share, each once. */
  readonly claims: readonly Claim[];
}

/** What kube-proxy of one node last wrote in nftables mode. A value: an older one stays as it was. */
export interface NftablesProxier {
  readonly mode: 'nftables';
  readonly node: NodeInfo;
  readonly flags: ProxyFlags;
  readonly family: Family;
  /** By Service key. */
  readonly parts: PersistentMap<Part>;
  /** Who wants which element: `set element`, a blank and the Service's key. The last of several wins. */
  readonly claims: PersistentMap<NftElement>;
  readonly table: NftTable;
}

/** kube-proxy of a node that has just started and written nothing but its frame. */
export function startNftables(node: NodeInfo, flags: ProxyFlags, family: Family): NftablesProxier {
  const table = frameTable(node, flags, family);
  return { mode: 'nftables', node, flags, family, parts: PersistentMap.empty(), claims: PersistentMap.empty(), table };
}

const made = new WeakMap<ServedPort, Map<string, NftPortRules>>();

function rulesOf(served: ServedPort, { node, flags, family }: NftablesProxier, settings: string): NftPortRules {
  const byPlace = made.get(served) ?? new Map<string, NftPortRules>();
  made.set(served, byPlace);
  const place = placeOf(served, node, settings);
  const { port, endpoints } = served;
  const rules = byPlace.get(place) ?? nftPortRules({ port, endpoints, node, flags, family, comments: false });
  byPlace.set(place, rules);
  return rules;
}

function partOf(proxier: NftablesProxier, input: ServiceInput): Part {
  const settings = JSON.stringify(proxier.flags);
  const ports = servedPorts(input, proxier.family).map((served) => rulesOf(served, proxier, settings));
  const claims = ports.flatMap(({ port, elements, reachable }) => [
    ...elements,
    ...hairpins(port, reachable, proxier.node.name),
  ]);
  const distinct = new Map(claims.map((claim) => [claimKey(claim), claim]));
  return { input, ports, claims: [...distinct.values()] };
}

const claimed = (set: string, element: string): string => `${set} ${element} @`;
const claimKey = ({ set, element }: Claim): string => claimed(set, element.key);

/** kube-proxy of a node after one whole sync of these Services. */
export function fullSyncNftables(start: NftablesProxier, inputs: Iterable<ServiceInput>): NftablesProxier {
  const parts = PersistentMap.of([...inputs].map((input) => [keyOf(input.service), partOf(start, input)] as const));
  const owned: (readonly [string, Claim])[] = [];
  for (const [key, part] of parts.entries())
    for (const claim of part.claims) owned.push([claimKey(claim) + key, claim]);
  const claims = PersistentMap.of(owned.map(([key, { element }]) => [key, element] as const));
  const frame = frameTable(start.node, start.flags, start.family);
  return { ...start, parts, claims, table: filled(frame, parts, owned) };
}

/** The frame with the chains and sets of all parts; claims come in the order of Services. */
function filled(frame: NftTable, parts: PersistentMap<Part>, owned: readonly (readonly [string, Claim])[]): NftTable {
  const elements = new Map<string, (readonly [string, NftElement])[]>();
  for (const [, { set, element }] of owned) {
    const known = elements.get(set) ?? [];
    elements.set(set, known);
    known.push([element.key, element]);
  }
  const ports = [...parts.values()].flatMap((part) => part.ports);
  const own = ports.flatMap((port) => port.affinitySets);
  const shared = [...frame.sets.values()].map((set) => {
    const filling = elements.get(set.name);
    return filling ? { ...set, elements: PersistentMap.of(filling) } : set;
  });
  return {
    ...frame,
    sets: PersistentMap.of([...shared, ...own].map((set) => [set.name, set] as const)),
    chains: PersistentMap.of([
      ...frame.chains.entries(),
      ...ports.flatMap((port) => port.chains.map((chain) => [chain.name, chain] as const)),
    ]),
  };
}

/** kube-proxy after a sync that looks at the changed Services only; the same table as `fullSyncNftables` would write. */
export function partialSyncNftables(proxier: NftablesProxier, changes: readonly ServiceChange[]): NftablesProxier {
  return changes.reduce(changed, proxier);
}

function changed(proxier: NftablesProxier, { key, input }: ServiceChange): NftablesProxier {
  const before = proxier.parts.get(key);
  const after = input && partOf(proxier, input);
  const parts = after ? proxier.parts.set(key, after) : proxier.parts.delete(key);
  const claims = claimsAfter(proxier.claims, key, before, after);
  const table = withElements(withOwn(proxier.table, before, after), claims, before, after);
  return { ...proxier, parts, claims, table };
}

function claimsAfter(claims: PersistentMap<NftElement>, key: string, before?: Part, after?: Part) {
  let next = claims;
  for (const claim of before?.claims ?? []) next = next.delete(claimKey(claim) + key);
  for (const claim of after?.claims ?? []) next = next.set(claimKey(claim) + key, claim.element);
  return next;
}

/** The table with one Service's own chains and affinity sets replaced. */
function withOwn(table: NftTable, before?: Part, after?: Part): NftTable {
  let { chains, sets } = table;
  const kept = new Set(after?.ports);
  for (const port of before?.ports ?? []) {
    if (kept.has(port)) continue;
    for (const chain of port.chains) chains = chains.delete(chain.name);
    for (const set of port.affinitySets) sets = sets.delete(set.name);
  }
  for (const port of after?.ports ?? []) {
    for (const chain of port.chains) chains = chains.set(chain.name, chain);
    for (const set of port.affinitySets) sets = sets.set(set.name, set);
  }
  return { ...table, chains, sets };
}

/** The table with the elements that one Service claims or claimed brought up to date. */
function withElements(table: NftTable, claims: PersistentMap<NftElement>, before?: Part, after?: Part): NftTable {
  const touched = new Map<string, NftSet>();
  for (const { set, element } of [...(before?.claims ?? []), ...(after?.claims ?? [])]) {
    const known = touched.get(set) ?? table.sets.get(set);
    const winner = [...claims.withPrefix(claimed(set, element.key))].at(-1);
    if (known) touched.set(set, { ...known, elements: withElement(known, element.key, winner) });
  }
  let { sets } = table;
  for (const [name, set] of touched) if (set.elements !== table.sets.get(name)?.elements) sets = sets.set(name, set);
  return { ...table, sets };
}

const withElement = ({ elements }: NftSet, key: string, winner: NftElement | undefined): PersistentMap<NftElement> =>
  winner ? elements.set(key, winner) : elements.delete(key);
