import type { Pod } from '../../../api/index.ts';

function subscript(path: string): readonly [string, string] | undefined {
  const [, field, key] = /^(metadata\.(?:labels|annotations))\['(.+)'\]$/.exec(path) ?? [];
  return field === undefined || key === undefined ? undefined : [field, key];
}

const pairs = (map: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');

const isIPv6 = (ip: string): boolean => ip.includes(':');

/** One address per family, the family of the machine's first address (IPv4 of a machine without one) before the other. Models kubelet sortPodIPs (v1.36). */
function byFamily(ips: readonly string[], hostIPs: readonly string[]): readonly string[] {
  const first = isIPv6(hostIPs[0] ?? '');
  const [own, other] = [ips.find((ip) => isIPv6(ip) === first), ips.find((ip) => isIPv6(ip) !== first)];
  return [own, other].filter((ip) => ip !== undefined);
}

/** A Pod's addresses; on the host's network they are the machine's. */
function podIPs({ spec, status }: Pod, hostIPs: readonly string[]): readonly string[] {
  if (status?.podIPs && status.podIPs.length > 0)
    return byFamily(
      status.podIPs.map(({ ip }) => ip),
      hostIPs,
    );
  if (status?.podIP) return [status.podIP];
  return spec.hostNetwork ? hostIPs : [];
}

/** What a `fieldRef` reads from the Pod. Models pkg/fieldpath and kubelet podFieldSelectorRuntimeValue (v1.36). */
export function fieldValue(pod: Pod, path: string, hostIPs: readonly string[]): string {
  const entry = subscript(path);
  if (entry) {
    const [field, key] = entry;
    return (field === 'metadata.labels' ? pod.metadata.labels : pod.metadata.annotations)?.[key] ?? '';
  }
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata.uid ?? '';
    case 'metadata.labels':
      return pairs(pod.metadata.labels);
    case 'metadata.annotations':
      return pairs(pod.metadata.annotations);
    case 'spec.nodeName':
      return pod.spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? '';
    case 'status.hostIP':
      return hostIPs[0] ?? '';
    case 'status.hostIPs':
      return hostIPs.join(',');
    case 'status.podIP':
      return podIPs(pod, hostIPs)[0] ?? '';
    case 'status.podIPs':
      return podIPs(pod, hostIPs).join(',');
    default:
      return '';
  }
}
