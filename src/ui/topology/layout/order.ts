/** Things in the order in which they stood before; new ones come after, in the order of `compare`. */
export function keepingPlaces<T>(
  things: readonly T[],
  idOf: (thing: T) => string,
  before: readonly string[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  const place = new Map(before.map((id, i) => [id, i]));
  const old = things.filter((thing) => place.has(idOf(thing)));
  const fresh = things.filter((thing) => !place.has(idOf(thing))).toSorted(compare);
  return [...old.toSorted((a, b) => (place.get(idOf(a)) ?? 0) - (place.get(idOf(b)) ?? 0)), ...fresh];
}

/** Alphabetical order that does not depend on the reader's language. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Things by what they have in common, in the order in which each group is first met. */
export function grouped<T>(things: Iterable<T>, by: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = by(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}
