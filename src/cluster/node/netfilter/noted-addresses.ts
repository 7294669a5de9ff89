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

/** The lists with an address noted in one that has room for so many: where it is full, the oldest note goes. */
export function notedAmong(
  lists: NotedAddresses,
  name: string,
  address: string,
  now: number,
  room: number,
): NotedAddresses {
  const next = noted(lists, name, address, now);
  if (next.size <= room || next.size === lists.size) return next;
  const list = [...lists.withPrefix(`${name} `)];
  return list.length < room ? next : withoutOldest(next, name);
}

function withoutOldest(lists: NotedAddresses, name: string): NotedAddresses {
  let oldest: readonly [string, number] | undefined;
  for (const entry of lists.entriesWithPrefix(`${name} `)) if (!oldest || entry[1] < oldest[1]) oldest = entry;
  return oldest ? lists.delete(oldest[0]) : lists;
}

/** When a list last noted an address. */
export function notedAt(lists: NotedAddresses, name: string, address: string): number | undefined {
  return lists.get(`${name} ${address}`);
}
