import { internalIPs, isPodFinished, type Node, type Pod } from '../../../api/index.ts';
import { PersistentMap } from '../../../sim/index.ts';
import {
  addressIn,
  isIn,
  isLoopback,
  type MachineConfig,
  NODE_NETWORK,
  type OwnAddresses,
  ROUTER,
  ROUTER_ADDRESSES,
  type Route,
} from '../../network/index.ts';

/** The range of all Pods of the cluster. */
export const POD_NETWORK = '10.244.0.0/16';

/** Where a Pod hangs. */
interface Wired {
  readonly host: string;
  readonly node: string;
}

/** A machine of the cluster and its part of the Pod network. */
interface Wiring {
  /** Its address of the first family that it speaks. */
  readonly address: string;
  /** All of its addresses, and the ranges of its Pods, of one family or of both. */
  readonly addresses: readonly string[];
  readonly podCIDRs: readonly string[];
}

/**
 * Who has which address: Pods on their nodes' bridges, nodes on the network between them, every node with a route to the
 * others' Pods. A value that follows the objects: `withPod` and `withNode` take one change in.
 */
export interface PodNetwork {
  /** By address. Pods on the host's network are not here: they are their node. */
  readonly pods: PersistentMap<Wired>;
  readonly nodes: PersistentMap<Wiring>;
  /** Node names by address. */
  readonly byAddress: PersistentMap<string>;
  /** The nodes' parts of the Pod network, and whose they are: what addresses without a Pod are looked for in. */
  readonly ranges: readonly { readonly node: string; readonly podCIDR: string }[];
}

export const noNetwork: PodNetwork = {
  pods: PersistentMap.empty(),
  nodes: PersistentMap.empty(),
  byAddress: PersistentMap.empty(),
  ranges: [],
};

/** The host's name of a Pod: its key in the store. */
const hostOf = (pod: Pod): string => `Pod/${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}`;

function addressesOf(pod: Pod | undefined): readonly string[] {
  if (!pod || pod.spec.hostNetwork || isPodFinished(pod)) return [];
  const { podIP, podIPs = [] } = pod.status ?? {};
  return podIPs.length > 0 ? podIPs.map(({ ip }) => ip) : podIP === undefined ? [] : [podIP];
}

/** The network after a Pod has changed from `before` to `after`; either may be missing. */
export function withPod(network: PodNetwork, before: Pod | undefined, after: Pod | undefined): PodNetwork {
  const [was, is] = [addressesOf(before), addressesOf(after)];
  let { pods } = network;
  for (const ip of was) if (before && !is.includes(ip) && pods.get(ip)?.host === hostOf(before)) pods = pods.delete(ip);
  for (const ip of is)
    if (after && (!was.includes(ip) || !pods.has(ip)))
      pods = pods.set(ip, { host: hostOf(after), node: after.spec.nodeName ?? '' });
  return pods === network.pods ? network : { ...network, pods };
}

/** The network after a Node has changed. */
export function withNode(network: PodNetwork, before: Node | undefined, after: Node | undefined): PodNetwork {
  let { nodes, byAddress } = network;
  for (const ip of before ? internalIPs(before) : []) byAddress = byAddress.delete(ip);
  if (before && !after) nodes = nodes.delete(before.metadata.name);
  if (after) {
    const addresses = internalIPs(after);
    const { name } = after.metadata;
    const { podCIDR, podCIDRs = podCIDR === undefined ? [] : [podCIDR] } = after.spec;
    nodes = nodes.set(name, { address: addresses[0] ?? '', addresses, podCIDRs });
    for (const ip of addresses) byAddress = byAddress.set(ip, name);
  }
  const ranges = [...nodes.entries()].flatMap(([node, { podCIDRs }]) => podCIDRs.map((podCIDR) => ({ node, podCIDR })));
  return { ...network, nodes, byAddress, ranges };
}

/** The network of these Nodes and Pods, made at once. */
export function networkOf(nodes: Iterable<Node>, pods: Iterable<Pod>): PodNetwork {
  let network = noNetwork;
  for (const node of nodes) network = withNode(network, undefined, node);
  for (const pod of pods) network = withPod(network, undefined, pod);
  return network;
}

/** The first address of a Pod range belongs to the node's bridge. */
export const bridgeOf = (podCIDR: string): string => addressIn(podCIDR, 1) ?? '';

/** The way to an address of the Pod network that no Pod has. */
function routeInto({ node, podCIDR }: PodNetwork['ranges'][number], name: string, ip: string): Route {
  if (node !== name) return { to: 'machine', machine: node };
  if (ip === bridgeOf(podCIDR)) return { to: 'self' };
  return { to: 'nobody', on: 'bridge', why: `no Pod has the address ${ip}` };
}

/** Routes to the other nodes' Pods, the network that the nodes share, and the router for all else, as a plugin without overlay sets them up. */
function routeOf(network: PodNetwork, name: string, ip: string): Route {
  const pod = network.pods.get(ip);
  if (pod?.node === name) return { to: 'host', host: pod.host };
  if (pod) return { to: 'machine', machine: pod.node };
  const node = network.byAddress.get(ip);
  if (node !== undefined) return node === name ? { to: 'self' } : { to: 'machine', machine: node };
  const range = network.ranges.find(({ podCIDR }) => isIn(ip, podCIDR));
  if (range) return routeInto(range, name, ip);
  if (isIn(ip, NODE_NETWORK) && ip !== ROUTER_ADDRESSES.network)
    return { to: 'nobody', on: 'network', why: `no machine has the address ${ip}` };
  return { to: 'machine', machine: ROUTER };
}

/** A node's own addresses of one family. */
function ownOf({ addresses, podCIDRs }: Wiring, ipv6: boolean): OwnAddresses {
  const isOf = (text: string): boolean => text.includes(':') === ipv6;
  return { network: addresses.find(isOf) ?? '', bridge: bridgeOf(podCIDRs.find(isOf) ?? '') };
}

/** A node as a machine on the road of packets, or undefined when there is no such node. */
export function machineConfig(network: PodNetwork, name: string): MachineConfig | undefined {
  const wiring = network.nodes.get(name);
  if (!wiring) return undefined;
  const [ip, ip6] = [ownOf(wiring, false), ownOf(wiring, true)];
  const own = new Set([ip.network, ip.bridge, ip6.network, ip6.bridge]);
  const isLocal = (address: string): boolean => own.has(address) || isLoopback(address);
  return {
    name,
    ip,
    ...(ip6.network !== '' && { ip6 }),
    route: (address) => (isLocal(address) ? { to: 'self' } : routeOf(network, name, address)),
    isLocal,
    onBridge: (address) => wiring.podCIDRs.some((cidr) => isIn(address, cidr)),
  };
}
