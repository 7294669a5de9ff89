import { internalIPs, type Node, type Pod } from '../../../api/index.ts';
import { CLUSTER_DOMAIN } from './resolv-conf.ts';

const LONGEST_HOSTNAME = 63;

/** A Pod's name on its own network: `hostname`, and the domain that a headless Service gives it; empty without `subdomain`. */
export interface HostName {
  readonly hostname: string;
  readonly domain: string;
}

function truncated(hostname: string): string {
  return hostname.length > LONGEST_HOSTNAME ? hostname.slice(0, LONGEST_HOSTNAME).replace(/[-.]+$/, '') : hostname;
}

/** Models kubelet_pods.go GeneratePodHostNameAndDomain (v1.36). */
export function hostNameOf({ metadata, spec }: Pod): HostName {
  if (spec.hostnameOverride) return { hostname: truncated(spec.hostnameOverride), domain: '' };
  const hostname = truncated(spec.hostname || metadata.name);
  const domain = spec.subdomain ? `${spec.subdomain}.${metadata.namespace ?? 'default'}.svc.${CLUSTER_DOMAIN}` : '';
  return { hostname, domain };
}

const LOCAL = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

/** The hosts file of the machine itself, which Pods on its network share. */
function nodeHosts(node: Node | undefined): readonly string[] {
  const name = node?.metadata.name ?? '';
  return ['127.0.0.1\tlocalhost', ...(node ? internalIPs(node) : []).map((ip) => `${ip}\t${name}`)];
}

function aliases({ spec }: Pod): readonly string[] {
  const { hostAliases = [] } = spec;
  if (hostAliases.length === 0) return [];
  const lines = hostAliases.map(({ ip, hostnames = [] }) => `${ip}\t${hostnames.join('\t')}`);
  return ['', '# Entries added by HostAliases.', ...lines];
}

/** The /etc/hosts that the kubelet makes for a Pod with these addresses. Models managedHostsFileContent and nodeHostsFileContent (v1.36). */
export function hostsFile(pod: Pod, ips: readonly string[], node: Node | undefined): string {
  const { hostname, domain } = hostNameOf(pod);
  const names = domain === '' ? hostname : `${hostname}.${domain}\t${hostname}`;
  const lines = pod.spec.hostNetwork
    ? ['# Kubernetes-managed hosts file (host network).', ...nodeHosts(node)]
    : ['# Kubernetes-managed hosts file.', ...LOCAL, ...ips.map((ip) => `${ip}\t${names}`)];
  return `${[...lines, ...aliases(pod)].join('\n')}\n`;
}
