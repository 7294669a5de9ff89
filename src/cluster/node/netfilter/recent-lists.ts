import { PersistentMap } from '../../../sim/index.ts';

/** The lists of `-m recent`: when each list last noted an address (virtual ms), under `list address`. */
export type RecentLists = PersistentMap<number>;

export const noLists: RecentLists = PersistentMap.empty<number>();

/** The lists with an address noted. */
export function noted(lists: RecentLists, name: string, ip: string, now: number): RecentLists {
  return lists.set(`${name} ${ip}`, now);
}

/** Whether a list has noted the address at or after an instant. */
export function wasNoted(lists: RecentLists, name: string, ip: string, since: number): boolean {
  const at = lists.get(`${name} ${ip}`);
  return at !== undefined && at >= since;
}
