import type { Pod } from '../../../api/index.ts';

/** A Pod's resolver configuration. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** Names with fewer dots than this try the search list first. */
  readonly ndots: number;
  /** The file as the Pod sees it. */
  readonly text: string;
}

/** The cluster's name server, as kubelets are told it. */
const CLUSTER_DNS = '10.96.0.10';
const CLUSTER_DOMAIN = 'cluster.local';

/** The name server of the network around the cluster, from the node's own resolv.conf. */
const NODE_NAMESERVER = '192.168.50.1';

interface Parts {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

function byPolicy(pod: Pod): Parts {
  const policy = pod.spec.dnsPolicy ?? 'ClusterFirst';
  const cluster = policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && pod.spec.hostNetwork !== true);
  if (policy === 'None') return { nameservers: [], searches: [], options: [] };
  if (!cluster) return { nameservers: [NODE_NAMESERVER], searches: [], options: [] };
  const namespace = pod.metadata.namespace ?? 'default';
  const searches = [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
  return { nameservers: [CLUSTER_DNS], searches, options: ['ndots:5'] };
}

/** What `dnsConfig` adds; an option of the same name replaces the policy's. */
function withConfig(parts: Parts, { spec }: Pod): Parts {
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  const given = options.map(({ name = '', value }) => (value ? `${name}:${value}` : name));
  const names = new Set(options.map(({ name }) => name));
  return {
    nameservers: [...new Set([...parts.nameservers, ...nameservers])],
    searches: [...new Set([...parts.searches, ...searches])],
    options: [...parts.options.filter((option) => !names.has(option.split(':')[0])), ...given],
  };
}

/** The resolv.conf that the kubelet makes for a Pod. Models pkg/kubelet/network/dns GetPodDNS (v1.36). */
export function resolvConf(pod: Pod): ResolvConf {
  const { nameservers, searches, options } = withConfig(byPolicy(pod), pod);
  const ndots = Number(options.find((option) => option.startsWith('ndots:'))?.slice('ndots:'.length) ?? 1);
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...nameservers.map((ip) => `nameserver ${ip}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return { nameservers, searches, ndots, text: `${lines.join('\n')}\n` };
}
