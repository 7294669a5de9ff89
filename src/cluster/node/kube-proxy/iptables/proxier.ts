import type { EndpointSlice, Service } from '../../../../api/index.ts';
import { PersistentMap } from '../../../../sim/index.ts';
import type { RuleSet } from '../../netfilter/index.ts';
import { endpointsOf } from '../endpoints.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import { type Family, servicePorts, usesLocalEndpoints } from '../service-port.ts';
import { frameRules, withDispatch } from './dispatch.ts';
import { type PortRules, portRules } from './port-rules.ts';

/** A Service with the slices that carry its name. */
export interface ServiceInput {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

/** What one Service came to on one node. */
interface Part {
  readonly input: ServiceInput;
  readonly ports: readonly PortRules[];
  readonly endpoints: number;
}

/** What kube-proxy of one node last wrote. A value: an older one stays as it was. */
export interface Proxier {
  readonly node: NodeInfo;
  readonly flags: ProxyFlags;
  readonly family: Family;
  /** By Service key; PersistentMap keeps them in the order of rules. */
  readonly parts: PersistentMap<Part>;
  readonly endpoints: number;
  readonly ruleSet: RuleSet;
}

/** With more endpoints than this on the cluster, rules about endpoints carry no comments. */
const LARGE_CLUSTER = 1000;

/** kube-proxy of a node that has just started and written nothing but its frame. */
export function startProxier(node: NodeInfo, flags: ProxyFlags, family: Family = 'ip'): Proxier {
  return { node, flags, family, parts: PersistentMap.empty(), endpoints: 0, ruleSet: frameRules(node, flags, family) };
}

const shared = new WeakMap<
  Service,
  { readonly slices: readonly EndpointSlice[]; readonly byPlace: Map<string, Part> }
>();

const sameSlices = (a: readonly EndpointSlice[], b: readonly EndpointSlice[]): boolean =>
  a.length === b.length && a.every((slice, i) => slice === b[i]);

/** Rules without regard to the node are made once for all nodes: those whose endpoints are neither local nor hinted. */
function placeOf(proxier: Proxier, { service, slices }: ServiceInput): string {
  const local = servicePorts(service, proxier.family).some(
    (port) => usesLocalEndpoints(port) || port.sourceRanges.length > 0,
  );
  const hinted = slices.some((slice) => (slice.endpoints ?? []).some((endpoint) => endpoint.hints !== undefined));
  const node = local || hinted ? proxier.node.name : '';
  return `${proxier.family} ${node} ${JSON.stringify(proxier.flags)} ${isLarge(proxier)}`;
}

const isLarge = (proxier: Proxier): boolean => proxier.endpoints > LARGE_CLUSTER;

function partOf(proxier: Proxier, input: ServiceInput): Part {
  const place = placeOf(proxier, input);
  let known = shared.get(input.service);
  if (!known || !sameSlices(known.slices, input.slices)) {
    known = { slices: input.slices, byPlace: new Map() };
    shared.set(input.service, known);
  }
  const part = known.byPlace.get(place) ?? madePart(proxier, input);
  known.byPlace.set(place, part);
  return part;
}

function madePart({ node, flags, family, ...proxier }: Proxier, input: ServiceInput): Part {
  const comments = proxier.endpoints <= LARGE_CLUSTER;
  const ports = servicePorts(input.service, family).map((port) => ({
    port,
    endpoints: endpointsOf(port, input.slices, family),
  }));
  return {
    input,
    ports: ports.map(({ port, endpoints }) => portRules({ port, endpoints, node, flags, family, comments })),
    endpoints: ports.reduce((sum, { endpoints }) => sum + endpoints.length, 0),
  };
}

const byPortName = (a: PortRules, b: PortRules): number =>
  a.port.name < b.port.name ? -1 : a.port.name > b.port.name ? 1 : a.port.protocol < b.port.protocol ? -1 : 1;

const sortedPorts = (parts: PersistentMap<Part>): PortRules[] =>
  [...parts.values()].flatMap((part) => part.ports).sort(byPortName);

/** kube-proxy of a node after one whole sync of these Services. */
export function fullSync(start: Proxier, inputs: Iterable<ServiceInput>): Proxier {
  const all = [...inputs];
  const endpoints = all.reduce((sum, input) => sum + countEndpoints(input, start.family), 0);
  const sized = { ...start, endpoints, ruleSet: frameRules(start.node, start.flags, start.family) };
  const parts = PersistentMap.of(all.map((input) => [keyOf(input.service), partOf(sized, input)] as const));
  let { nat } = sized.ruleSet.tables;
  for (const part of parts.values())
    for (const port of part.ports) for (const chain of port.chains) nat = nat.set(chain.name, chain);
  const rules = { ...sized.ruleSet, tables: { ...sized.ruleSet.tables, nat } };
  return {
    ...sized,
    parts,
    ruleSet: withDispatch(rules, frameRules(start.node, start.flags, start.family), sortedPorts(parts)),
  };
}

const keyOf = (service: Service): string => `${service.metadata.namespace ?? 'default'}/${service.metadata.name}`;

function countEndpoints({ service, slices }: ServiceInput, family: Family): number {
  return servicePorts(service, family).reduce((sum, port) => sum + endpointsOf(port, slices, family).length, 0);
}

/** One Service that is to be looked at again; without input it is gone. */
export interface ServiceChange {
  /** `namespace/name` */
  readonly key: string;
  readonly input: ServiceInput | undefined;
}

/** kube-proxy after a sync that looks at the changed Services only; the same rules as `fullSync` would write. */
export function partialSync(proxier: Proxier, changes: readonly ServiceChange[]): Proxier {
  let { parts, endpoints } = proxier;
  let { nat } = proxier.ruleSet.tables;
  for (const { key, input } of changes) {
    const before = parts.get(key);
    for (const port of before?.ports ?? []) for (const chain of port.chains) nat = nat.delete(chain.name);
    endpoints += (input ? countEndpoints(input, proxier.family) : 0) - (before?.endpoints ?? 0);
    const part = input && partOf(proxier, input);
    parts = part ? parts.set(key, part) : parts.delete(key);
    for (const port of part?.ports ?? []) for (const chain of port.chains) nat = nat.set(chain.name, chain);
  }
  const crossed = endpoints > LARGE_CLUSTER !== isLarge(proxier);
  if (crossed)
    return fullSync(
      proxier,
      [...parts.values()].map((part) => part.input),
    );
  const rules = { ...proxier.ruleSet, tables: { ...proxier.ruleSet.tables, nat } };
  const frame = frameRules(proxier.node, proxier.flags, proxier.family);
  return { ...proxier, parts, endpoints, ruleSet: withDispatch(rules, frame, sortedPorts(parts)) };
}
