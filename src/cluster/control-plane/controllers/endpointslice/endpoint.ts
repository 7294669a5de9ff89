import {
  type Endpoint,
  isNamedBy,
  isPodFinished,
  isPodReady,
  isPodTerminating,
  type Node,
  type Pod,
  type Service,
  ZONE_LABEL,
} from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';

/** A family of addresses that slices are kept for; the third one of the API, FQDN, is written by hand only. */
export type AddressType = 'IPv4' | 'IPv6';

/** The families that a Service's slices are made for: its own, or, before it has any, that of its address. Models endpointslice getAddressTypesForService (v1.36). */
export function addressTypesOf({ spec }: Service): readonly AddressType[] {
  if (spec.ipFamilies && spec.ipFamilies.length > 0) return spec.ipFamilies;
  return spec.clusterIP?.includes(':') ? ['IPv6'] : ['IPv4'];
}

/** The Pod's address of a family, or undefined while it has none. */
export function addressOf(pod: Pod, type: AddressType): string | undefined {
  const { podIP, podIPs } = pod.status ?? {};
  const all = podIPs && podIPs.length > 0 ? podIPs.map(({ ip }) => ip) : [podIP ?? ''];
  return all.find((ip) => ip !== '' && ip.includes(':') === (type === 'IPv6'));
}

/**
 * Whether a Pod stands in the slices of a Service: it will run or runs, and its node is known. A Pod on a node that is gone
 * is only shown when the Service wants to see Pods that are not ready. Models endpointslice util ShouldPodBeInEndpoints (v1.36).
 */
export function belongsInSlice(pod: Pod, service: Service, read: Reader): boolean {
  const { nodeName } = pod.spec;
  if (isPodFinished(pod)) return false;
  return service.spec.publishNotReadyAddresses === true || read.get<Node>('Node', '', nodeName ?? '') !== undefined;
}

/** One Pod as an endpoint of a Service. Models endpointslice utils podToEndpoint (v1.36). */
export function endpointOf(pod: Pod, address: string, service: Service, read: Reader): Endpoint {
  const serving = isPodReady(pod);
  const terminating = isPodTerminating(pod);
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { nodeName, hostname } = pod.spec;
  const zone = nodeName === undefined ? undefined : read.get<Node>('Node', '', nodeName)?.metadata.labels?.[ZONE_LABEL];
  return {
    addresses: [address],
    conditions: { ready, serving, terminating },
    ...(isNamedBy(pod, service) && hostname !== undefined && { hostname }),
    ...(nodeName !== undefined && { nodeName }),
    ...(zone && { zone }),
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace ?? '',
      name: pod.metadata.name,
      ...(pod.metadata.uid !== undefined && { uid: pod.metadata.uid }),
    },
  };
}
