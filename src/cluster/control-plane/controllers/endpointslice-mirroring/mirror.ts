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

/** What one mirrored slice says: never two endpoints of one address, host name and target. */
export interface Mirrored {
  readonly addressType: 'IPv4' | 'IPv6';
  readonly ports: readonly EndpointPort[];
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

/** By what an endpoint is found again. Models endpointslice util hashEndpoint (v1.36). */
export const endpointKey = ({ addresses, hostname = '', targetRef }: Endpoint): string =>
  `${addresses.join(' ')}/${hostname}/${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;

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
  const mirrors = new Map<string, Mirrored & { readonly endpoints: Map<string, Endpoint> }>();
  for (const subset of repackedSubsets(subsets ?? [])) {
    const ports = (subset.ports ?? []).map((port) => ({ ...port, name: port.name ?? '' }));
    const all = [
      ...(subset.addresses ?? []).map((address) => endpointOf(address, true)),
      ...(subset.notReadyAddresses ?? []).map((address) => endpointOf(address, false)),
    ].slice(0, MOST_ENDPOINTS);
    for (const endpoint of all) {
      const addressType = endpoint.addresses[0]?.includes(':') ? 'IPv6' : 'IPv4';
      const key = mirrorKey(addressType, ports);
      const mirror = mirrors.get(key) ?? { addressType, ports, endpoints: new Map() };
      mirror.endpoints.set(endpointKey(endpoint), endpoint);
      mirrors.set(key, mirror);
    }
  }
  return mirrors;
}
