import { PersistentMap } from '../../../sim/index.ts';

/** What a kernel knows about a neighbour's hardware address: when it was last heard, or since when it is asked for. */
export interface Neighbour {
  readonly heard?: number;
  /** When an old entry was used again, which starts the check whether it still holds. */
  readonly usedOld?: number;
  readonly asking?: number;
}

/** The ARP table: neighbours by machine name, or by address for those on the bridge. */
export type NeighbourTable = PersistentMap<Neighbour>;

export const noNeighbours: NeighbourTable = PersistentMap.empty<Neighbour>();

/** Linux' defaults (net.ipv4.neigh): base_reachable_time, delay_first_probe_time + 3 unicast probes, 3 questions a second apart. */
const REACHABLE = 30_000;
const CHECK = 8_000;
const ASKING = 3_000;

/** Entries are renewed at most this often: each packet would be more exact, and much dearer. */
const RENEWED = 1_000;

/** What became of looking a neighbour up: the frame is sent (perhaps to nobody), or nobody answers until an instant. */
export interface Looked {
  readonly table: NeighbourTable;
  readonly failsAt?: number;
}

/**
 * Looks a neighbour up at the moment a packet is for it; `answers` says whether it is there. An address that was known
 * goes on being used while it is fresh, and for some seconds more; frames are lost without a word until then. After that,
 * and when it was never known, questions that nobody answers end in an error. Models net/core/neighbour.c.
 */
export function lookUpNeighbour(table: NeighbourTable, name: string, answers: boolean, now: number): Looked {
  const known = table.get(name) ?? {};
  if (answers) {
    const fresh = known.heard !== undefined && now - known.heard < RENEWED;
    return { table: fresh ? table : table.set(name, { heard: now }) };
  }
  if (known.heard !== undefined) {
    if (now < known.heard + REACHABLE) return { table };
    const usedOld = known.usedOld ?? now;
    if (now < usedOld + CHECK) return { table: table.set(name, { heard: known.heard, usedOld }) };
  }
  const stillAsking = known.asking !== undefined && now < known.asking + ASKING;
  const asking = stillAsking && known.asking !== undefined ? known.asking : now;
  return { table: table.set(name, { asking }), failsAt: asking + ASKING };
}
