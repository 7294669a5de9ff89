/** Changes after which the newest map moves on to a copy, so that an old map never has a long way to go. */
const LEAST_WAY = 1024;

/** A plain Map as it is now, and what each change to it replaced: the key, and its value before (or none). */
interface Table<K, V> {
  readonly map: Map<K, V>;
  readonly keys: K[];
  readonly replaced: (V | undefined)[];
  /** Many begin with it, as with a map that is a constant: each gets a table of its own. */
  readonly isStart: boolean;
}

const tableOf = <K, V>(map: Map<K, V>, isStart = false): Table<K, V> => ({ map, keys: [], replaced: [], isStart });

/**
 * A map that never changes, like a `PersistentMap`, for tables of which nearly always the newest is asked: that one is a
 * plain Map, so reading and writing cost what a Map costs. An older one is the same Map and the number of changes that it
 * had seen: it is read by taking later changes back, and who writes to it gets a copy. Entries have no order.
 */
export class NewestFirstMap<K, V> {
  private constructor(
    private readonly table: Table<K, V>,
    /** How many of the table's changes belong to this map. */
    private readonly changes: number,
  ) {}

  /** The map without entries. */
  static empty<K, V>(): NewestFirstMap<K, V> {
    return new NewestFirstMap<K, V>(tableOf(new Map(), true), 0);
  }

  /** A map of these entries; of two with the same key the later wins. */
  static of<K, V>(entries: Iterable<readonly [K, V]>): NewestFirstMap<K, V> {
    return new NewestFirstMap<K, V>(tableOf(new Map(entries)), 0);
  }

  /** How many entries there are. */
  get size(): number {
    return this.read().size;
  }

  get(key: K): V | undefined {
    const { keys, replaced, map } = this.table;
    for (let i = this.changes; i < keys.length; i++) if (keys[i] === key) return replaced[i];
    return map.get(key);
  }

  /** This map with one entry more, or another value; the same map when the value is there already. */
  set(key: K, value: V): NewestFirstMap<K, V> {
    return this.written(key, this.get(key), value);
  }

  /** This map with what `change` makes of a key's value, and of something that it needs to know. */
  update<T>(key: K, change: (before: V | undefined, known: T) => V, known: T): NewestFirstMap<K, V> {
    const before = this.get(key);
    return this.written(key, before, change(before, known));
  }

  private written(key: K, before: V | undefined, value: V): NewestFirstMap<K, V> {
    if (before === value) return this;
    const table = this.changing(key, before);
    table.map.set(key, value);
    return new NewestFirstMap(table, table.keys.length);
  }

  /** This map without the key; the same map when it was not there. */
  delete(key: K): NewestFirstMap<K, V> {
    const before = this.get(key);
    if (before === undefined) return this;
    const table = this.changing(key, before);
    table.map.delete(key);
    return new NewestFirstMap(table, table.keys.length);
  }

  /** All entries, in no order that means anything. */
  entries(): Iterable<readonly [K, V]> {
    return this.read().entries();
  }

  private get isNewest(): boolean {
    return this.changes === this.table.keys.length;
  }

  /** The table to write to, in which what is about to be replaced is noted: this map's own, or a copy. */
  private changing(key: K, before: V | undefined): Table<K, V> {
    const { map, keys, isStart } = this.table;
    const goesOn = !isStart && this.isNewest && keys.length < Math.max(LEAST_WAY, 4 * map.size);
    const table = goesOn ? this.table : tableOf(new Map(this.read()));
    table.keys.push(key);
    table.replaced.push(before);
    return table;
  }

  /** What this map holds, as a plain Map that nobody may write to. */
  private read(): ReadonlyMap<K, V> {
    const { table, changes } = this;
    if (this.isNewest) return table.map;
    const map = new Map(table.map);
    for (let i = table.keys.length - 1; i >= changes; i--) {
      const [key, value] = [table.keys[i], table.replaced[i]] as [K, V | undefined];
      if (value === undefined) map.delete(key);
      else map.set(key, value);
    }
    return map;
  }
}
