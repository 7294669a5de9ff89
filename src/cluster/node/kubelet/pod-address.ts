import type { KubeletState } from './state.ts';

/** IPv6 ranges hold more addresses than anybody counts; so many of one are gone through. */
const PLENTY = 2 ** 16;

interface PodRange {
  readonly base: string;
  /** How many Pods have room: the first address is the network, the second the bridge, the last the broadcast. */
  readonly places: number;
}

function rangeOf(podCIDR: string): PodRange {
  const [base = '', length = '24'] = podCIDR.split('/');
  const free = (base.includes(':') ? 128 : 32) - Number(length);
  return { base, places: Math.min(PLENTY, 2 ** free) - 3 };
}

/** The address so many places behind the first one of a range. */
function addressAt(base: string, place: number): string {
  if (base.includes(':')) {
    const last = base.lastIndexOf(':') + 1;
    return base.slice(0, last) + (Number.parseInt(base.slice(last) || '0', 16) + place).toString(16);
  }
  const value = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + place;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** The next free address of one range: the one after the last that was leased, going round. */
function leasedFrom(state: KubeletState, podCIDR: string, uid: string) {
  const { base, places } = rangeOf(podCIDR);
  const last = state.lastLease.get(podCIDR) ?? 1;
  for (let i = 0; i < places; i++) {
    const place = 2 + ((last - 1 + i) % places);
    const ip = addressAt(base, place);
    if (state.leases.has(ip)) continue;
    const next = { leases: state.leases.set(ip, uid), lastLease: state.lastLease.set(podCIDR, place) };
    return { ip, state: { ...state, ...next } };
  }
  return undefined;
}

/**
 * Leases an address of each of a node's ranges to a Pod, so one of each family on a node that speaks two; undefined when one
 * of them is full. Models the host-local IPAM plugin of the CNI.
 */
export function leased(
  state: KubeletState,
  podCIDRs: readonly string[],
  uid: string,
): { readonly ips: readonly string[]; readonly state: KubeletState } | undefined {
  const ips: string[] = [];
  let after = state;
  for (const podCIDR of podCIDRs) {
    const lease = leasedFrom(after, podCIDR, uid);
    if (!lease) return undefined;
    after = lease.state;
    ips.push(lease.ip);
  }
  return ips.length === 0 ? undefined : { ips, state: after };
}
