import { type DetectLocalMode, defaultFlags, type ProxyFlags } from '../../src/cluster/node/kube-proxy/index.ts';

const isSet = (given: ReadonlyMap<string, string | undefined>, flag: string): boolean =>
  given.has(flag) && given.get(flag) !== 'false';

/** kube-proxy's settings in the recordings: the pod range of kubeadm, and the flags that a case names. */
export function flagsOf(flags: readonly string[] = []): ProxyFlags {
  const given = new Map(flags.map((flag) => flag.replace(/^--/, '').split('=', 2) as [string, string | undefined]));
  return {
    clusterCIDRs: given.get('cluster-cidr')?.split(',') ?? defaultFlags.clusterCIDRs,
    masqueradeAll: isSet(given, 'masquerade-all'),
    localhostNodePorts: given.get('iptables-localhost-nodeports') !== 'false',
    nodePortAddresses: given.get('nodeport-addresses')?.split(',') ?? [],
    serviceCIDRs: defaultFlags.serviceCIDRs,
    detectLocal: (given.get('detect-local-mode') ?? defaultFlags.detectLocal) as DetectLocalMode,
    bridgeInterface: given.get('pod-bridge-interface') ?? '',
    interfaceNamePrefix: given.get('pod-interface-name-prefix') ?? '',
    masqueradeBit: Number(given.get('iptables-masquerade-bit') ?? defaultFlags.masqueradeBit),
    conntrackTCPBeLiberal: isSet(given, 'conntrack-tcp-be-liberal'),
  };
}
