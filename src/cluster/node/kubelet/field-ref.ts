import type { Container, Pod } from '../../../api/index.ts';

function subscript(path: string): readonly [string, string] | undefined {
  const [, field, key] = /^(metadata\.(?:labels|annotations))\['(.+)'\]$/.exec(path) ?? [];
  return field === undefined || key === undefined ? undefined : [field, key];
}

const pairs = (map: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');

/** A Pod's addresses; on the host's network they are the machine's. */
function podIPs({ spec, status }: Pod, hostIPs: readonly string[]): readonly string[] {
  if (status?.podIPs && status.podIPs.length > 0) return status.podIPs.map(({ ip }) => ip);
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

const UNITS: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity such as `250m` or `64Mi` as a number. */
function quantity(value: string | number): number {
  const [, amount = '0', unit = ''] = /^([\d.]+)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  return Number(amount) * (UNITS[unit] ?? 1);
}

/** What a `resourceFieldRef` reads: a limit or request divided by the divisor, rounded up. Models pkg/api/v1/resource ExtractContainerResourceValue (v1.36). */
export function resourceValue(container: Container, resource: string, divisor: string | number | undefined): string {
  const [kind = '', name = ''] = [resource.slice(0, resource.indexOf('.')), resource.slice(resource.indexOf('.') + 1)];
  const given = (kind === 'limits' ? container.resources?.limits : container.resources?.requests)?.[name] ?? 0;
  const by = quantity(divisor === undefined || divisor === '' || divisor === '0' ? 1 : divisor);
  return String(Math.ceil(quantity(given) / by - 1e-9));
}
