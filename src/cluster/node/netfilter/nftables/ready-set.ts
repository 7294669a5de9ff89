import type { NftElement, NftSet, NftTable } from './table.ts';

/** A set or map made ready to be asked by many packets: an element that was found is found again at once. */
export class ReadySet {
  private readonly known = new Map<string, NftElement>();

  constructor(readonly set: NftSet) {}

  /** Whether no packet can be in it; what packets put in themselves is noted elsewhere. */
  get isEmpty(): boolean {
    return this.set.elements.size === 0 && this.set.dynamic === undefined;
  }

  element(key: string): NftElement | undefined {
    return this.known.get(key) ?? this.look(key);
  }

  private look(key: string): NftElement | undefined {
    const found = this.set.elements.get(key);
    if (found) this.known.set(key, found);
    return found;
  }
}

const ready = new WeakMap<NftSet, ReadySet>();

function readySet(set: NftSet): ReadySet {
  const known = ready.get(set);
  if (known) return known;
  const made = new ReadySet(set);
  ready.set(set, made);
  return made;
}

/** The sets of a table by name; a set stays ready while others of its table change. */
export type ReadySets = ReadonlyMap<string, ReadySet>;

/** Makes the sets of a table ready. */
export function readySets({ sets }: NftTable): ReadySets {
  return new Map([...sets.values()].map((set) => [set.name, readySet(set)]));
}
