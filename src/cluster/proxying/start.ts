import { type ConfigMap, internalIPs, type Node, objectKey, type ServiceCIDR, ZONE_LABEL } from '../../api/index.ts';
import { PersistentMap } from '../../sim/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import { defaultFlags, type NodeInfo, readConfiguration, startProxier } from '../node/kube-proxy/index.ts';
import type { ProxyState } from '../world.ts';

/** Where kubeadm keeps kube-proxy's configuration. */
export const CONFIGURATION = objectKey('ConfigMap', 'kube-system', 'kube-proxy');

/** A Node's own wish: `iptables` or `nftables` there, whatever the configuration says. */
const MODE_ANNOTATION = 'portolan.dev/proxy-mode';

const infoOf = (node: Node): NodeInfo => ({
  name: node.metadata.name,
  addresses: internalIPs(node),
  zone: node.metadata.labels?.[ZONE_LABEL] ?? '',
});

/** Where cluster IPs may come from, as kube-proxy watches it: the ranges of all ServiceCIDRs, the API server's own first one among them. */
function serviceCIDRsOf(read: Reader): readonly string[] {
  const objects = read.list<ServiceCIDR>('ServiceCIDR');
  const first = objects.some(({ metadata }) => metadata.name === 'kubernetes') ? [] : defaultFlags.serviceCIDRs;
  return [...new Set([...first, ...objects.flatMap(({ spec }) => spec.cidrs ?? [])])].sort();
}

const isIPv6 = (ip: string): boolean => ip.includes(':');

/** kube-proxy of a node as it starts: it has its configuration and written nothing. With a configuration that it cannot use it does not run. */
export function startedOn(node: Node, read: Reader): ProxyState {
  const known = infoOf(node);
  const text = read.get<ConfigMap>('ConfigMap', 'kube-system', 'kube-proxy')?.data?.['config.conf'];
  const configured = readConfiguration(text, node.metadata.annotations?.[MODE_ANNOTATION]);
  const fresh = { dirty: PersistentMap.empty<number>(), syncs: [] };
  if ('trouble' in configured)
    return { ...fresh, proxier: startProxier('iptables', known, defaultFlags, 'ip'), trouble: configured.trouble };
  const { mode } = configured;
  const flags = { ...configured.flags, serviceCIDRs: serviceCIDRsOf(read) };
  const info = flags.detectLocal === 'NodeCIDR' ? { ...known, podCIDRs: node.spec.podCIDRs ?? [] } : known;
  const proxier = startProxier(mode, info, flags, 'ip');
  if (!info.addresses.some(isIPv6)) return { ...fresh, proxier };
  return { ...fresh, proxier, proxier6: startProxier(mode, info, flags, 'ip6') };
}

/** Whether two kube-proxies were started with the same settings, so that the running one can go on. */
export function sameStart(one: ProxyState, other: ProxyState): boolean {
  const settings = ({ proxier: { mode, node, flags }, trouble }: ProxyState): string =>
    JSON.stringify([mode, node, flags, trouble]);
  return settings(one) === settings(other);
}
