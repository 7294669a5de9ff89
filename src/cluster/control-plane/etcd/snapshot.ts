import type { ApiObject, Kind } from '../../../api/index.ts';
import { PersistentMap } from '../../../sim/index.ts';

/** All stored objects at one revision. A snapshot never changes; a write makes another one and shares the rest. */
export interface Snapshot {
  /** Counts writes. Every stored object carries the revision of its last write as `resourceVersion`. */
  readonly revision: number;
  /** Per kind, the objects under `namespace/name`. */
  readonly kinds: PersistentMap<PersistentMap<ApiObject>>;
}

/** The store before the first write. */
export const emptySnapshot: Snapshot = { revision: 0, kinds: PersistentMap.empty() };

const nothing = PersistentMap.empty<ApiObject>();

/** The objects of one kind under `namespace/name`, in that order. */
export function objectsOf(snapshot: Snapshot, kind: Kind): PersistentMap<ApiObject> {
  return snapshot.kinds.get(kind) ?? nothing;
}

/** The next revision, in which `object` is stored under its name, or, without an object, nothing is. */
export function withObject(snapshot: Snapshot, kind: Kind, name: string, object: ApiObject | undefined): Snapshot {
  const before = objectsOf(snapshot, kind);
  const after = object ? before.set(name, object) : before.delete(name);
  return { revision: snapshot.revision + 1, kinds: snapshot.kinds.set(kind, after) };
}
