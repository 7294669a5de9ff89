import { internalIPs, isPodFinished, type Node, type Pod } from '../../../api/index.ts';
import { PersistentMap } from '../../../sim/index.ts';
import {
  addressIn,
  isIn,
  isLoopback,
  type MachineConfig,
  NODE_NETWORK,
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
  readonly address: string;
  readonly podCIDR: string;
  readonly ready: boolean;
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
}

export const noNetwork: PodNetwork = {
  pods: PersistentMap.empty(),
  nodes: PersistentMap.empty(),
  byAddress: PersistentMap.empty(),
};

/** The host's name of a Pod: its key in the store. */
const hostOf = (pod: Pod): string => `Pod/${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}`;

function addressOf(pod: Pod | undefined): string | undefined {
  if (!pod || pod.spec.hostNetwork || isPodFinished(pod)) return undefined;
  return pod.status?.podIP;
}

/** The network after a Pod has changed from `before` to `after`; either may be missing. */
export function withPod(network: PodNetwork, before: Pod | undefined, after: Pod | undefined): PodNetwork {
  const [was, is] = [addressOf(before), addressOf(after)];
  let { pods } = network;
  if (was !== undefined && was !== is && before && pods.get(was)?.host === hostOf(before)) pods = pods.delete(was);
  if (is !== undefined && after && (was !== is || !pods.has(is)))
    pods = pods.set(is, { host: hostOf(after), node: after.spec.nodeName ?? '' });
  return pods === network.pods ? network : { ...network, pods };
}

/** The network after a Node has changed. */
export function withNode(network: PodNetwork, before: Node | undefined, after: Node | undefined): PodNetwork {
  let { nodes, byAddress } = network;
  for (const ip of before ? internalIPs(before) : []) byAddress = byAddress.delete(ip);
  if (before && !after) nodes = nodes.delete(before.metadata.name);
  if (after) {
    const [address = ''] = internalIPs(after);
    const { name } = after.metadata;
    nodes = nodes.set(name, { address, podCIDR: after.spec.podCIDR ?? '', ready: true });
    if (address !== '') byAddress = byAddress.set(address, name);
  }
  return { ...network, nodes, byAddress };
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

/** Routes to the other nodes' Pods, the network that the nodes share, and the router for all else, as a plugin without overlay sets them up. */
function routeOf(network: PodNetwork, name: string, ip: string): Route {
  const pod = network.pods.get(ip);
  if (pod?.node === name) return { to: 'host', host: pod.host };
  if (pod) return { to: 'machine', machine: pod.node };
  const node = network.byAddress.get(ip);
  if (node !== undefined) return node === name ? { to: 'self' } : { to: 'machine', machine: node };
  for (const [other, { podCIDR }] of network.nodes.entries()) {
    if (!isIn(ip, podCIDR)) continue;
    if (other !== name) return { to: 'machine', machine: other };
    if (ip === bridgeOf(podCIDR)) return { to: 'self' };
    return { to: 'nobody', on: 'bridge', why: `no Pod has the address ${ip}` };
  }
  if (isIn(ip, NODE_NETWORK) && ip !== ROUTER_ADDRESSES.network)
    return { to: 'nobody', on: 'network', why: `no machine has the address ${ip}` };
  return { to: 'machine', machine: ROUTER };
}

/** A node as a machine on the road of packets, or undefined when there is no such node. */
export function machineConfig(network: PodNetwork, name: string): MachineConfig | undefined {
  const wiring = network.nodes.get(name);
  if (!wiring) return undefined;
  const ip = { network: wiring.address, bridge: bridgeOf(wiring.podCIDR) };
  const isLocal = (address: string): boolean => address === ip.network || address === ip.bridge || isLoopback(address);
  return {
    name,
    ip,
    route: (address) => (isLocal(address) ? { to: 'self' } : routeOf(network, name, address)),
    isLocal,
    onBridge: (address) => isIn(address, wiring.podCIDR),
  };
}
