import { isIn } from '../../network/index.ts';
import type { NodeInfo, ProxyFlags } from './node-info.ts';
import type { Family } from './service-port.ts';

/** 127.0.0.1 and ::1, which every machine has. */
const LOOPBACK = { ip: '127.0.0.1', ip6: '::1' } as const;

/** The node's own address of a family, as it gives it to the API server. */
export function primaryAddress(node: NodeInfo, family: Family): string | undefined {
  return node.addresses.find((ip) => ip.includes(':') === (family === 'ip6'));
}

/** Whether nobody but the machine itself can reach the address. */
export const isLoopback = (ip: string): boolean => isIn(ip, '127.0.0.0/8') || ip === LOOPBACK.ip6;

/** The ranges of a family that `--nodeport-addresses` names; `primary` stands for the node's own addresses. */
function rangesOf(node: NodeInfo, { nodePortAddresses: given }: ProxyFlags, family: Family): readonly string[] {
  const primary = primaryAddress(node, family);
  if (given.length === 1 && given[0] === 'primary') return primary === undefined ? [] : [primary];
  return given.filter((cidr) => cidr.includes(':') === (family === 'ip6'));
}

const isEverything = (cidr: string): boolean => cidr.endsWith('/0');

/**
 * The addresses that node ports are limited to, or undefined when any address of the node will do: no range of the
 * family, or one that holds everything. Models pkg/proxy/util/nodeport_addresses.go (v1.36).
 */
export function nodePortAddresses(node: NodeInfo, flags: ProxyFlags, family: Family): readonly string[] | undefined {
  const ranges = rangesOf(node, flags, family);
  if (ranges.length === 0 || ranges.some(isEverything)) return undefined;
  const own = [...node.addresses, LOOPBACK[family]].filter((ip) => ip.includes(':') === (family === 'ip6'));
  return own.filter((ip) => ranges.some((cidr) => isIn(ip, cidr)));
}

/** Whether node ports answer on 127.0.0.1 too. Only iptables mode can do that, and only for IPv4. */
export function servesLocalhost(node: NodeInfo, flags: ProxyFlags, family: Family): boolean {
  if (family === 'ip6' || !flags.localhostNodePorts) return false;
  const ranges = rangesOf(node, flags, family);
  return ranges.length === 0 || ranges.some((cidr) => isLoopback(cidr.split('/')[0] ?? '') || isIn(LOOPBACK.ip, cidr));
}
