import { type EndpointSlice, internalIPs, isNodeReady, keyOf, type Node, type Service } from '../../api/index.ts';
import type { AliasThing, BalancerThing, Health, NodeDoor, NodePortThing } from '../protocol.ts';
import { instantOf } from './pod-state.ts';

/** What entries are made from. */
export interface EntrySources {
  readonly nodes: readonly Node[];
  readonly slices: readonly EndpointSlice[];
  /** What a load balancer's last check of a node's health check port found; undefined: never checked. */
  readonly checked: (service: Service, node: string) => boolean | undefined;
  /** What the provider does: undefined where there is none. */
  readonly cloud: { readonly source: 'kept' | 'replaced' } | undefined;
}

const isReady = (slice: EndpointSlice, node: string): number =>
  (slice.endpoints ?? []).filter((endpoint) => endpoint.nodeName === node && endpoint.conditions?.ready !== false)
    .length;

function doorsOf({ nodes, slices }: EntrySources): NodeDoor[] {
  return nodes.map((node) => {
    const { name } = node.metadata;
    const endpoints = slices.reduce((sum, slice) => sum + isReady(slice, name), 0);
    return { node: name, address: internalIPs(node)[0] ?? '', endpoints, up: isNodeReady(node) };
  });
}

/** The node ports of a Service, as holes in every machine's coast; undefined when it has none. */
export function nodePortThing(service: Service, sources: EntrySources): NodePortThing | undefined {
  const ports = (service.spec.ports ?? []).flatMap(({ name = '', protocol, nodePort }) =>
    nodePort === undefined ? [] : [{ name, protocol, nodePort }],
  );
  if (ports.length === 0 || service.spec.type === 'ClusterIP') return undefined;
  const policy = service.spec.externalTrafficPolicy ?? 'Cluster';
  const doors = doorsOf(sources);
  return { kind: 'nodeport', id: `nodeport/${keyOf(service)}`, service: keyOf(service), ports, policy, doors };
}

function healthOf(service: Service, door: NodeDoor, checked: EntrySources['checked']): Health {
  const found = checked(service, door.node);
  if (found !== undefined) return found ? 'healthy' : 'failing';
  if (!door.up) return 'failing';
  if (service.spec.healthCheckNodePort === undefined) return 'unchecked';
  return door.endpoints > 0 ? 'healthy' : 'failing';
}

/** The load balancer that a Service asks for; undefined when it asks for none. */
export function balancerThing(service: Service, sources: EntrySources): BalancerThing | undefined {
  if (service.spec.type !== 'LoadBalancer') return undefined;
  const { cloud, checked } = sources;
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  const addresses = ingress.flatMap(({ ip, hostname }) =>
    (ip ?? hostname) === undefined ? [] : [ip ?? hostname ?? ''],
  );
  const proxied = ingress.some(({ ipMode }) => ipMode === 'Proxy');
  const active = addresses.length > 0;
  return {
    kind: 'balancer',
    id: `balancer/${keyOf(service)}`,
    service: keyOf(service),
    state: active ? 'active' : 'pending',
    why: active ? '' : cloud ? 'asked, no address yet' : 'no Cloud serves it',
    since: instantOf(service.metadata.creationTimestamp),
    addresses,
    ports: (service.spec.ports ?? []).map(({ port }) => port),
    source: proxied || (!active && cloud?.source === 'replaced') ? 'replaced' : 'kept',
    doors: doorsOf(sources).map((door) => ({ ...door, health: healthOf(service, door, checked) })),
  };
}

/** An ExternalName Service: DNS answers its name with another; undefined for the other types. */
export function aliasThing(service: Service): AliasThing | undefined {
  const { type, externalName } = service.spec;
  if (type !== 'ExternalName') return undefined;
  const { name } = service.metadata;
  return { kind: 'alias', id: `alias/${keyOf(service)}`, service: keyOf(service), name, target: externalName ?? '' };
}
