import { canonicalRange } from '../netfilter/index.ts';
import type { NodeInfo, ProxyFlags } from './node-info.ts';
import type { Family } from './service-port.ts';

/** How traffic of Pods is told from that of others: by where it says it comes from, or by the interface it comes in by. */
export type LocalTraffic =
  | { readonly by: 'source'; readonly cidr: string }
  /** `prefix`: all interfaces whose names begin so. */
  | { readonly by: 'interface'; readonly name: string; readonly prefix: boolean };

const ofFamily = (cidrs: readonly string[], family: Family): string | undefined =>
  cidrs.find((cidr) => cidr.includes(':') === (family === 'ip6'));

const fromRange = (cidr: string | undefined): LocalTraffic | undefined =>
  cidr === undefined ? undefined : { by: 'source', cidr: canonicalRange(cidr) };

/**
 * What kube-proxy of a node takes for traffic of Pods; undefined when it was told nothing that fits the family, so that
 * no rule depends on it. Models cmd/kube-proxy/app/server_linux.go getLocalDetectors and
 * pkg/proxy/util/localdetector.go (v1.36).
 */
export function localTraffic(node: NodeInfo, flags: ProxyFlags, family: Family): LocalTraffic | undefined {
  switch (flags.detectLocal) {
    case 'ClusterCIDR':
      return fromRange(ofFamily(flags.clusterCIDRs, family));
    case 'NodeCIDR':
      return fromRange(ofFamily(node.podCIDRs ?? [], family));
    case 'BridgeInterface':
      return { by: 'interface', name: flags.bridgeInterface, prefix: false };
    case 'InterfaceNamePrefix':
      return { by: 'interface', name: flags.interfaceNamePrefix, prefix: true };
  }
}
