import { fullSyncIptables, type IptablesProxier, partialSyncIptables, startIptables } from './iptables/proxier.ts';
import { fullSyncNftables, type NftablesProxier, partialSyncNftables, startNftables } from './nftables/proxier.ts';
import type { NodeInfo, ProxyFlags } from './node-info.ts';
import type { ServiceChange, ServiceInput } from './service-input.ts';
import type { Family } from './service-port.ts';

/** How kube-proxy tells the kernel (`--proxy-mode`). */
export type ProxyMode = 'iptables' | 'nftables';

/** What kube-proxy of one node last wrote for one address family, in the mode in which it runs. */
export type Proxier = IptablesProxier | NftablesProxier;

/** kube-proxy of a node that has just started and written nothing but its frame. */
export function startProxier(mode: ProxyMode, node: NodeInfo, flags: ProxyFlags, family: Family): Proxier {
  return mode === 'nftables' ? startNftables(node, flags, family) : startIptables(node, flags, family);
}

/** kube-proxy of a node after one whole sync of these Services. */
export function fullSync(proxier: Proxier, inputs: Iterable<ServiceInput>): Proxier {
  return proxier.mode === 'nftables' ? fullSyncNftables(proxier, inputs) : fullSyncIptables(proxier, inputs);
}

/** kube-proxy after a sync that looks at the changed Services only; the same rules as `fullSync` would write. */
export function partialSync(proxier: Proxier, changes: readonly ServiceChange[]): Proxier {
  return proxier.mode === 'nftables' ? partialSyncNftables(proxier, changes) : partialSyncIptables(proxier, changes);
}
