import { defaultFlags, type ProxyFlags } from '../../src/cluster/node/kube-proxy/index.ts';

/** kube-proxy's settings in the recordings: the pod range of kubeadm, and the flags that a case names. */
export function flagsOf(flags: readonly string[] = []): ProxyFlags {
  const given = new Map(flags.map((flag) => flag.replace(/^--/, '').split('=', 2) as [string, string | undefined]));
  return {
    clusterCIDRs: given.get('cluster-cidr')?.split(',') ?? defaultFlags.clusterCIDRs,
    masqueradeAll: given.has('masquerade-all') && given.get('masquerade-all') !== 'false',
    localhostNodePorts: given.get('iptables-localhost-nodeports') !== 'false',
    nodePortAddresses: given.get('nodeport-addresses')?.split(',') ?? [],
    serviceCIDRs: defaultFlags.serviceCIDRs,
  };
}
