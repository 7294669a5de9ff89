import { DEFAULT_SERVICE_CIDR, dotted, rangeHas, rangesOf, type ServiceCIDR } from '../../../../../api/index.ts';
import type { Reader } from '../../client.ts';
import { ipv6Behind, isIPv6, placesBehind } from '../../ip-address.ts';

/** A family of addresses. */
export type Family = 'IPv4' | 'IPv6';

/** A range that Services get addresses from, counted from its first one. */
export interface AddressPool {
  readonly count: number;
  /** How many, from the first on, are only handed out to those who ask. */
  readonly staticBand: number;
  address(place: number): string;
  has(ip: string): boolean;
}

/** Of a large IPv6 range so many addresses are handed out, as of the largest that kube-apiserver took for long (/108). */
const MOST_IPV6 = 2 ** 20;
const STATIC_IPV6 = 256;

/** Whether Services get new addresses out of it: not while it is being deleted, nor while somebody says that it is not ready. */
function isOpen({ metadata, status }: ServiceCIDR): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return metadata.deletionTimestamp === undefined && (ready === undefined || ready.status === 'True');
}

/** The default range first, then by age; of one age by name. */
function byAge({ metadata: one }: ServiceCIDR, { metadata: other }: ServiceCIDR): number {
  const rank = ({ name, creationTimestamp = '' }: ServiceCIDR['metadata']): string =>
    `${name === DEFAULT_SERVICE_CIDR ? 0 : 1} ${creationTimestamp} ${name}`;
  return rank(one) < rank(other) ? -1 : 1;
}

const poolsOfIPv4 = (range: ServiceCIDR): readonly AddressPool[] =>
  rangesOf(range).map((addresses) => ({
    ...addresses,
    address: (place) => dotted(addresses.first + place),
    has: (ip) => !ip.includes(':') && rangeHas(addresses, ip),
  }));

function poolsOfIPv6({ spec }: ServiceCIDR): readonly AddressPool[] {
  return (spec.cidrs ?? []).flatMap((cidr) => {
    const [network = '', length = ''] = cidr.split('/');
    if (!isIPv6(network)) return [];
    // Without the network's own address.
    const count = Math.min(MOST_IPV6, 2 ** (128 - Number(length))) - 1;
    const staticBand = Math.min(STATIC_IPV6, Math.floor(count / 16));
    const has = (ip: string): boolean => {
      const place = isIPv6(ip) ? placesBehind(network, ip) : undefined;
      return place !== undefined && place > 0 && place <= count;
    };
    return [{ count, staticBand, address: (place: number) => ipv6Behind(network, 1 + place), has }];
  });
}

/**
 * The ranges of a family that new Services get addresses from, in the order in which they are tried (the real server's order
 * is that of a Go map). Models ipallocator.MetaAllocator (v1.36).
 */
export function openPools(read: Reader, family: Family): readonly AddressPool[] {
  const open = read.list<ServiceCIDR>('ServiceCIDR').filter(isOpen).sort(byAge);
  return open.flatMap(family === 'IPv6' ? poolsOfIPv6 : poolsOfIPv4);
}

/**
 * The families that the cluster is configured for, the first one being that of Services that ask for none: those of the
 * range that it begins with, which stands for `--service-cluster-ip-range`.
 */
export function clusterFamilies(read: Reader): readonly Family[] {
  const cidrs = read.get<ServiceCIDR>('ServiceCIDR', '', DEFAULT_SERVICE_CIDR)?.spec.cidrs ?? [];
  const families = cidrs.map((cidr): Family => (cidr.includes(':') ? 'IPv6' : 'IPv4'));
  return families.length > 0 ? families : ['IPv4'];
}
