import { PersistentMap } from '../../../sim/index.ts';

/**
 * Addresses that packets have left in named lists, and when (virtual ms): the lists of iptables' `-m recent`, and the
 * dynamic sets of nftables. A list forgets nothing by itself; who asks says how old a note may be.
 */
export type NotedAddresses = PersistentMap<number>;

export const noNotes: NotedAddresses = PersistentMap.empty<number>();

/** The lists with an address noted. */
export function noted(lists: NotedAddresses, name: string, address: string, now: number): NotedAddresses {
  return lists.set(`${name} ${address}`, now);
}

/** When a list last noted an address. */
export function notedAt(lists: NotedAddresses, name: string, address: string): number | undefined {
  return lists.get(`${name} ${address}`);
}
