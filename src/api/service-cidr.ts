import type { ServiceCIDR } from './networking.ts';

/** Addresses at the low end of a range that are only handed out to those who ask: a sixteenth of it, within these bounds. */
const [FEWEST_STATIC, MOST_STATIC] = [16, 256];

/** The range that a cluster begins with has this name. */
export const DEFAULT_SERVICE_CIDR = 'kubernetes';

/** Keeps a range while Services have addresses out of it. */
export const SERVICE_CIDR_FINALIZER = 'networking.k8s.io/service-cidr-finalizer';

/** An IPv4 range as whole numbers. */
export interface AddressRange {
  /** The first address that a Service can have: the one after the network's own. */
  readonly first: number;
  /** How many there are, without the network's own and its broadcast address. */
  readonly count: number;
  /** How many of them, from the first on, are the static band. */
  readonly staticBand: number;
}

const addressNumber = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** The address that a whole number stands for. */
export const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** Reads `10.96.0.0/12`; undefined for a range of IPv6. Models ipallocator.NewIPAllocator (v1.36). */
function addressRange(cidr: string): AddressRange | undefined {
  if (cidr.includes(':')) return undefined;
  const [ip = '', length = ''] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  const network = Math.floor(addressNumber(ip) / size) * size;
  const sixteenth = Math.max(FEWEST_STATIC, Math.min(MOST_STATIC, Math.floor(size / 16)));
  return { first: network + 1, count: Math.max(0, size - 2), staticBand: size <= FEWEST_STATIC ? 0 : sixteenth };
}

/** The IPv4 ranges of an object. */
export const rangesOf = ({ spec }: ServiceCIDR): readonly AddressRange[] =>
  (spec.cidrs ?? []).flatMap((cidr) => addressRange(cidr) ?? []);

/** Whether an IPv4 address is one of those that a range hands out. */
export function rangeHas({ first, count }: AddressRange, ip: string): boolean {
  const address = addressNumber(ip);
  return address >= first && address < first + count;
}

/** Whether two objects have addresses in common. */
export function rangesOverlap(one: ServiceCIDR, other: ServiceCIDR): boolean {
  return rangesOf(one).some((a) =>
    rangesOf(other).some((b) => a.first < b.first + b.count && b.first < a.first + a.count),
  );
}

/** The range with its condition: Services get addresses out of it since `time` (RFC 3339). */
export function readyServiceCIDR(range: ServiceCIDR, time: string): ServiceCIDR {
  const message = 'Kubernetes Service CIDR is ready';
  const ready = { type: 'Ready', status: 'True', reason: '', message, lastTransitionTime: time } as const;
  return { ...range, status: { conditions: [ready] } };
}
