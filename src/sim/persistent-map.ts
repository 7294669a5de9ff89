import type BTree from 'sorted-btree';
import { EmptyBTree } from 'sorted-btree';

/** A tree of its own to fill; the library's order for texts is by code unit. */
const newTree = <V>(): BTree<string, V> => (EmptyBTree as BTree<string, V>).clone();

/**
 * A map that never changes: `set` and `delete` return another map and share all they can with this one, so keeping an old
 * map costs a pointer. Keys stand in code unit order, whatever the order of insertion, and a range of keys with one
 * prefix is read without looking at the others.
 */
export class PersistentMap<V> {
  private constructor(private readonly tree: BTree<string, V>) {}

  /** The map without entries. */
  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(newTree());
  }

  /** A map of these entries; of two with the same key the later wins. */
  static of<V>(entries: Iterable<readonly [string, V]>): PersistentMap<V> {
    const tree = newTree<V>();
    for (const [key, value] of entries) tree.set(key, value);
    return new PersistentMap(tree);
  }

  /** How many entries there are. */
  get size(): number {
    return this.tree.size;
  }

  get(key: string): V | undefined {
    return this.tree.get(key);
  }

  has(key: string): boolean {
    return this.tree.has(key);
  }

  /** This map with one entry more, or another value; the same map when the value is there already. */
  set(key: string, value: V): PersistentMap<V> {
    if (this.tree.has(key) && this.tree.get(key) === value) return this;
    const next = this.tree.clone();
    next.set(key, value);
    return new PersistentMap(next);
  }

  /** This map with all of these entries; cheaper than one after the other. */
  with(entries: Iterable<readonly [string, V]>): PersistentMap<V> {
    const next = this.tree.clone();
    for (const [key, value] of entries) next.set(key, value);
    return new PersistentMap(next);
  }

  /** This map without the key; the same map when it was not there. */
  delete(key: string): PersistentMap<V> {
    if (!this.tree.has(key)) return this;
    const next = this.tree.clone();
    next.delete(key);
    return new PersistentMap(next);
  }

  /** All keys in order. */
  keys(): Iterable<string> {
    return this.tree.keys();
  }

  /** All values in the order of their keys. */
  values(): Iterable<V> {
    return this.tree.values();
  }

  /** All entries in the order of their keys. */
  entries(): Iterable<readonly [string, V]> {
    return this.tree.entries();
  }

  /** The values whose keys begin with `prefix`, in the order of their keys. */
  *withPrefix(prefix: string): Generator<V> {
    for (const [, value] of this.entriesWithPrefix(prefix)) yield value;
  }

  /** The entries whose keys begin with `prefix`, in the order of their keys. */
  *entriesWithPrefix(prefix: string): Generator<readonly [string, V]> {
    for (const [key, value] of this.tree.entries(prefix)) {
      if (!key.startsWith(prefix)) return;
      yield [key, value];
    }
  }
}
