import type { Pod } from '../../../api/index.ts';

/** A Pod's resolver configuration. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** Names with fewer dots than this try the search list first. */
  readonly ndots: number;
  /** The file as the Pod sees it. */
  readonly text: string;
  /** What a resolver could not take and was left out, in the kubelet's words. */
  readonly omitted: readonly string[];
}

/** The cluster's name server, as kubelets are told it. */
const CLUSTER_DNS = '10.96.0.10';
export const CLUSTER_DOMAIN = 'cluster.local';

/** The resolv.conf of the machines themselves: the name server of the network around the cluster. */
const NODE_RESOLV_CONF = 'nameserver 192.168.50.1\n';

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_CHARACTERS = 2048;
const LONGEST_SEARCH = 253;

interface Parts {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];
const optionName = (option: string): string => option.split(':')[0] ?? '';

/** Options by name; a later one replaces an earlier one of its name, at the earlier one's place. */
function mergedOptions(options: readonly string[]): readonly string[] {
  return [...new Map(options.map((option) => [optionName(option), option])).values()];
}

/** Reads a resolv.conf: name servers add up, the last search list wins. Models pkg/kubelet/network/dns parseResolvConf (v1.36). */
function parsed(text: string): Parts {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const after = (word: string): string[][] => lines.filter(([first]) => first === word).map(([, ...rest]) => rest);
  const searches = after('search').at(-1) ?? [];
  return {
    nameservers: after('nameserver').flatMap(([ip]) => ip ?? []),
    searches: searches.map((domain) => (domain === '.' ? domain : domain.replace(/\.$/, ''))),
    options: mergedOptions(after('options').flat()),
  };
}

/** Whether the Pod asks the cluster's name server. On the host's network `ClusterFirst` falls back to the machine's own. */
function asksCluster({ spec }: Pod): boolean {
  const { dnsPolicy = 'ClusterFirst', hostNetwork } = spec;
  return dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && hostNetwork !== true);
}

function byPolicy(pod: Pod, node: Parts): Parts {
  if (pod.spec.dnsPolicy === 'None') return { nameservers: [], searches: [], options: [] };
  if (!asksCluster(pod)) return node;
  const namespace = pod.metadata.namespace ?? 'default';
  const own = [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
  return { nameservers: [CLUSTER_DNS], searches: unique([...own, ...node.searches]), options: ['ndots:5'] };
}

/** What `dnsConfig` adds; an option of the same name replaces the policy's. Models appendDNSConfig (v1.36). */
function withConfig(parts: Parts, { spec }: Pod): Parts {
  if (!spec.dnsConfig) return parts;
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig;
  const given = options.map(({ name = '', value }) => (value ? `${name}:${value}` : name));
  return {
    nameservers: unique([...parts.nameservers, ...nameservers]),
    searches: unique([...parts.searches, ...searches]),
    options: mergedOptions([...parts.options, ...given]),
  };
}

/** What a resolver can take: three servers, 32 domains, 2,048 characters of them. Models formDNSConfigFitsLimits (v1.36). */
function fitted({ nameservers, searches, options }: Parts): Parts {
  const kept = searches.slice(0, MOST_SEARCHES).filter((domain) => domain.length <= LONGEST_SEARCH);
  while (kept.join(' ').length > MOST_SEARCH_CHARACTERS) kept.pop();
  return { nameservers: nameservers.slice(0, MOST_NAMESERVERS), searches: kept, options };
}

/** Models the events of formDNSNameserversFitsLimits and formDNSSearchFitsLimits (v1.36). */
function complaints(asked: Parts, { nameservers, searches }: Parts): readonly string[] {
  const fewer = (what: string, items: string, line: string, applied: readonly string[]): string =>
    `${what} limits were exceeded, some ${items} have been omitted, the applied ${line} line is: ${applied.join(' ')}`;
  return [
    ...(nameservers.length < asked.nameservers.length
      ? [fewer('Nameserver', 'nameservers', 'nameserver', nameservers)]
      : []),
    ...(searches.length < asked.searches.length ? [fewer('Search Line', 'search paths', 'search', searches)] : []),
  ];
}

/** The resolv.conf that the kubelet makes for a Pod, on a machine with this one. Models pkg/kubelet/network/dns GetPodDNS (v1.36). */
export function resolvConf(pod: Pod, nodeResolvConf: string = NODE_RESOLV_CONF): ResolvConf {
  const asked = withConfig(byPolicy(pod, parsed(nodeResolvConf)), pod);
  const applied = fitted(asked);
  const { nameservers, searches, options } = applied;
  const ndots = Number(options.find((option) => option.startsWith('ndots:'))?.slice('ndots:'.length) ?? 1);
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...nameservers.map((ip) => `nameserver ${ip}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return { nameservers, searches, ndots, text: `${lines.join('\n')}\n`, omitted: complaints(asked, applied) };
}
