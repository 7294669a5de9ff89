import type { ProxyFlags } from './node-info.ts';
import type { Family } from './service-port.ts';

/** The mark by which kube-proxy remembers, until POSTROUTING, that a packet's source must be rewritten (`--iptables-masquerade-bit` 14). */
export const MASQUERADE_MARK = 0x4000;

/** The pod range of a family, when kube-proxy was told one. */
export function clusterCIDR(flags: ProxyFlags, family: Family): string | undefined {
  return flags.clusterCIDRs.find((cidr) => cidr.includes(':') === (family === 'ip6'));
}
