import {
  type Endpoint,
  type EndpointAddress,
  type EndpointPort,
  type Endpoints,
  portSetKey,
  repackedSubsets,
} from '../../../../api/index.ts';

/** The most endpoints of one subset that are mirrored. */
const MOST_ENDPOINTS = 1000;

/** What one mirrored slice says. */
export interface Mirrored {
  readonly addressType: 'IPv4' | 'IPv6';
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname && { hostname }),
    ...(nodeName !== undefined && { nodeName }),
    ...(targetRef && { targetRef }),
  };
}

/** The key under which a mirrored slice is found again. */
export const mirrorKey = (addressType: string, ports: readonly EndpointPort[] | null | undefined): string =>
  `${addressType} ${portSetKey(ports)}`;

/** The slices that say what Endpoints say: one for each subset and address family. Models endpointslicemirroring reconciler (v1.36). */
export function mirrorsOf({ subsets }: Endpoints): ReadonlyMap<string, Mirrored> {
  const mirrors = new Map<string, Mirrored & { readonly endpoints: Endpoint[] }>();
  for (const subset of repackedSubsets(subsets ?? [])) {
    const ports = (subset.ports ?? []).map((port) => ({ ...port, name: port.name ?? '' }));
    const all = [
      ...(subset.addresses ?? []).map((address) => endpointOf(address, true)),
      ...(subset.notReadyAddresses ?? []).map((address) => endpointOf(address, false)),
    ].slice(0, MOST_ENDPOINTS);
    for (const endpoint of all) {
      const addressType = endpoint.addresses[0]?.includes(':') ? 'IPv6' : 'IPv4';
      const key = mirrorKey(addressType, ports);
      const mirror = mirrors.get(key) ?? { addressType, ports, endpoints: [] };
      mirror.endpoints.push(endpoint);
      mirrors.set(key, mirror);
    }
  }
  return mirrors;
}
