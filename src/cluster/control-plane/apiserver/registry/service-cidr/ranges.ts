import { type AddressRange, DEFAULT_SERVICE_CIDR, rangesOf, type ServiceCIDR } from '../../../../../api/index.ts';
import type { Reader } from '../../client.ts';

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

/**
 * The IPv4 ranges that new Services get addresses from, in the order in which they are tried (the real server's order is
 * that of a Go map). Models ipallocator.MetaAllocator (v1.36).
 */
export function openRanges(read: Reader): readonly AddressRange[] {
  return read.list<ServiceCIDR>('ServiceCIDR').filter(isOpen).sort(byAge).flatMap(rangesOf);
}
