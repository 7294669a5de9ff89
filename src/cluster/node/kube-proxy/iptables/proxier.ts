import { PersistentMap } from '../../../../sim/index.ts';
import type { Chain, RuleSet } from '../../netfilter/index.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import {
  countEndpoints,
  keyOf,
  placeOf,
  type ServedPort,
  type ServiceChange,
  type ServiceInput,
  servedPorts,
} from '../service-input.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { frameRules, withDispatch } from './dispatch.ts';
import { type PortRules, portRules } from './port-rules.ts';

/** What one Service came to on one node. */
interface Part {
  readonly input: ServiceInput;
  readonly ports: readonly PortRules[];
  readonly endpoints: number;
}

/** What kube-proxy of one node last wrote in iptables mode. A value: an older one stays as it was. */
export interface IptablesProxier {
  readonly mode: 'iptables';
  readonly node: NodeInfo;
  readonly flags: ProxyFlags;
  readonly family: Family;
  /** By Service key. */
  readonly parts: PersistentMap<Part>;
  /** Of all Services, in the order of rules in the chains that they share. */
  readonly ports: PersistentMap<PortRules>;
  readonly endpoints: number;
  readonly ruleSet: RuleSet;
}

/** With more endpoints than this on the cluster, rules about endpoints carry no comments. */
const LARGE_CLUSTER = 1000;

/** kube-proxy of a node that has just started and written nothing but its frame. */
export function startIptables(node: NodeInfo, flags: ProxyFlags, family: Family): IptablesProxier {
  const nothing = { parts: PersistentMap.empty<Part>(), ports: PersistentMap.empty<PortRules>(), endpoints: 0 };
  return { mode: 'iptables', node, flags, family, ...nothing, ruleSet: frameRules(node, flags, family) };
}

const made = new WeakMap<ServedPort, Map<string, PortRules>>();

const isLarge = (endpoints: number): boolean => endpoints > LARGE_CLUSTER;

function rulesOf(served: ServedPort, { node, flags, family, endpoints: all }: IptablesProxier): PortRules {
  const byPlace = made.get(served) ?? new Map<string, PortRules>();
  made.set(served, byPlace);
  const comments = !isLarge(all);
  const place = placeOf(served, node, `${comments} ${JSON.stringify(flags)}`);
  const { port, endpoints } = served;
  const rules = byPlace.get(place) ?? portRules({ port, endpoints, node, flags, family, comments });
  byPlace.set(place, rules);
  return rules;
}

function partOf(proxier: IptablesProxier, input: ServiceInput): Part {
  const ports = servedPorts(input, proxier.family);
  return { input, ports: ports.map((port) => rulesOf(port, proxier)), endpoints: countEndpoints(ports) };
}

/** Service ports stand by name, then protocol. */
const orderOf = ({ name, protocol }: ServicePortInfo): string => `${name}\0${protocol}`;

/** kube-proxy of a node after one whole sync of these Services. */
export function fullSyncIptables(start: IptablesProxier, inputs: Iterable<ServiceInput>): IptablesProxier {
  const all = [...inputs];
  const endpoints = all.reduce((sum, input) => sum + countEndpoints(servedPorts(input, start.family)), 0);
  const sized = { ...start, endpoints };
  const parts = PersistentMap.of(all.map((input) => [keyOf(input.service), partOf(sized, input)] as const));
  const rules = [...parts.values()].flatMap((part) => part.ports);
  const ports = PersistentMap.of(rules.map((one) => [orderOf(one.port), one] as const));
  const frame = frameRules(start.node, start.flags, start.family);
  const own = rules.flatMap(({ chains }) => chains.map((chain) => [chain.name, chain] as const));
  const nat = PersistentMap.of<Chain>([...frame.tables.nat.entries(), ...own]);
  const ruleSet = withDispatch({ ...frame, tables: { ...frame.tables, nat } }, frame, ports.values());
  return { ...sized, parts, ports, ruleSet };
}

/** Whether a Service has the very same lines as before in the chains that all Services share. */
function sameLines(before: Part | undefined, after: Part | undefined): boolean {
  const [old, now] = [before?.ports ?? [], after?.ports ?? []];
  return old.length === now.length && old.every((one, i) => one.natServices === now[i]?.natServices);
}

/** kube-proxy after a sync that looks at the changed Services only; the same rules as `fullSyncIptables` would write. */
export function partialSyncIptables(proxier: IptablesProxier, changes: readonly ServiceChange[]): IptablesProxier {
  let { parts, ports, endpoints } = proxier;
  let { nat } = proxier.ruleSet.tables;
  for (const { key, input } of changes) {
    const before = parts.get(key);
    for (const { port, chains } of before?.ports ?? []) {
      ports = ports.delete(orderOf(port));
      for (const chain of chains) nat = nat.delete(chain.name);
    }
    const part = input && partOf(proxier, input);
    endpoints += (part?.endpoints ?? 0) - (before?.endpoints ?? 0);
    parts = part ? parts.set(key, part) : parts.delete(key);
    for (const one of part?.ports ?? []) {
      ports = ports.set(orderOf(one.port), one);
      for (const chain of one.chains) nat = nat.set(chain.name, chain);
    }
  }
  if (isLarge(endpoints) !== isLarge(proxier.endpoints))
    return fullSyncIptables(
      proxier,
      [...parts.values()].map((part) => part.input),
    );
  const rules = { ...proxier.ruleSet, tables: { ...proxier.ruleSet.tables, nat } };
  const next = { ...proxier, parts, ports, endpoints };
  if (changes.every(({ key }) => sameLines(proxier.parts.get(key), parts.get(key)))) return { ...next, ruleSet: rules };
  const frame = frameRules(proxier.node, proxier.flags, proxier.family);
  return { ...next, ruleSet: withDispatch(rules, frame, ports.values()) };
}
