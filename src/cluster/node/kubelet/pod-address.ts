import type { KubeletState } from './state.ts';

const dotted = (base: string, place: number): string => {
  const value = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + place;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
};

/**
 * Leases the next free address of a node's range to a Pod: the one after the last that was leased, going round. The first
 * is the network, the second the bridge, the last the broadcast. Models the host-local IPAM plugin of the CNI.
 */
export function leased(
  state: KubeletState,
  node: string,
  podCIDR: string,
  uid: string,
): { readonly ip: string; readonly state: KubeletState } | undefined {
  const [base = '', length = '24'] = podCIDR.split('/');
  const places = 2 ** (32 - Number(length)) - 3;
  const last = state.lastLease.get(node) ?? 1;
  for (let i = 0; i < places; i++) {
    const place = 2 + ((last - 1 + i) % places);
    const ip = dotted(base, place);
    if (state.leases.has(ip)) continue;
    return { ip, state: { ...state, leases: state.leases.set(ip, uid), lastLease: state.lastLease.set(node, place) } };
  }
  return undefined;
}
