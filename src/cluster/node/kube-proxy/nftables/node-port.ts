import { PersistentMap } from '../../../../sim/index.ts';
import { elementKey, type NftExpression, type NftSet } from '../../netfilter/index.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import { isLoopback, nodePortAddresses } from '../node-port-addresses.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { externalChainName } from './names.ts';
import { type Claim, claim, origin, PORT_ALONE } from './rules.ts';

const NODE_PORT_IPS = 'nodeport-ips';

/** In this mode node ports answer on the node's primary address unless flags say otherwise. */
const addressesOf = (node: NodeInfo, flags: ProxyFlags, family: Family): readonly string[] | undefined =>
  nodePortAddresses(
    node,
    flags.nodePortAddresses.length === 0 ? { ...flags, nodePortAddresses: ['primary'] } : flags,
    family,
  );

/** `nodeport-ips`: the addresses on which node ports answer; no set when all of the node's do. Never 127.0.0.1. */
export function nodePortIPs(node: NodeInfo, flags: ProxyFlags, family: Family): NftSet[] {
  const ips = addressesOf(node, flags, family);
  if (ips === undefined) return [];
  const from = { object: `Node/${node.name}`, field: 'status.addresses' };
  const elements = ips.filter((ip) => !isLoopback(ip)).map((ip) => [ip, { key: ip, origin: from }] as const);
  return [
    {
      name: NODE_PORT_IPS,
      kind: 'set',
      key: ['daddr'],
      comment: 'IPs that accept NodePort traffic',
      elements: PersistentMap.of(elements),
    },
  ];
}

/** Asks a map of node ports, if the packet is for an address on which they answer. */
export function askNodePorts(map: string, node: NodeInfo, flags: ProxyFlags, family: Family): NftExpression[] {
  const ask: NftExpression = { x: 'vmap', key: PORT_ALONE, map };
  if (addressesOf(node, flags, family)) return [{ x: 'in-set', key: ['daddr'], set: NODE_PORT_IPS }, ask];
  const loopback = family === 'ip6' ? '::1' : '127.0.0.0/8';
  return [
    { x: 'fib', field: 'daddr', type: 'local' },
    { x: 'address', field: 'daddr', ranges: [loopback], not: true },
    ask,
  ];
}

/** The node port leads to the chain for external traffic. */
export function nodePortElement(port: ServicePortInfo): Claim[] {
  if (port.nodePort === 0) return [];
  const to = { v: 'goto', chain: externalChainName(port) } as const;
  const field = origin(port, `spec.ports[${port.index}].nodePort`);
  return [claim('service-nodeports', elementKey(port.protocol, port.nodePort), to, field)];
}
