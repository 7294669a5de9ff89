import {
  type ApiObject,
  FOREGROUND_FINALIZER,
  isFromSnapshot,
  keyOf,
  ORPHAN_FINALIZER,
  splitKey,
} from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { awaits, dependentsOf, ownersOf } from './owners.ts';

/** Virtual ms until what lost its owner is swept up. */
const DELAY = 8;

function withoutFinalizer(object: ApiObject, finalizer: string, client: Client): void {
  const { finalizers: held = [], ...metadata } = object.metadata;
  const finalizers = held.filter((one) => one !== finalizer);
  client.update({ ...object, metadata: { ...metadata, ...(finalizers.length > 0 && { finalizers }) } });
}

function withOwners(object: ApiObject, keep: (uid: string) => boolean, client: Client): void {
  const { ownerReferences: owners = [], ...metadata } = object.metadata;
  const ownerReferences = owners.filter(({ uid }) => keep(uid));
  client.update({ ...object, metadata: { ...metadata, ...(ownerReferences.length > 0 && { ownerReferences }) } });
}

/** Lets the dependents of an object stay without it. Models attemptToOrphan (v1.36). */
function orphanDependents(owner: ApiObject, client: Client): void {
  for (const dependent of dependentsOf(owner, client))
    withOwners(dependent, (uid) => uid !== owner.metadata.uid, client);
  withoutFinalizer(owner, ORPHAN_FINALIZER, client);
}

/** Deletes the dependents of an object that waits for them; it goes when none blocks it. Models processDeletingDependentsItem (v1.36). */
function deleteDependents(owner: ApiObject, client: Client): void {
  const { uid } = owner.metadata;
  for (const dependent of dependentsOf(owner, client)) collect(dependent, client);
  const blocking = dependentsOf(owner, client).filter(({ metadata }) =>
    metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion),
  );
  if (blocking.length === 0) withoutFinalizer(owner, FOREGROUND_FINALIZER, client);
}

/**
 * Deletes an object whose owners are all gone or wait for it. While one is there, the others are merely struck out.
 * Models attemptToDeleteItem (v1.36).
 */
function collect(object: ApiObject, client: Client): void {
  const { deletionTimestamp, ownerReferences, finalizers = [], namespace = '', name } = object.metadata;
  if (deletionTimestamp !== undefined || !ownerReferences?.length) return;
  const { solid, absent, waiting } = ownersOf(object, client);
  if (solid.length > 0) {
    const uids = new Set(solid.map(({ uid }) => uid));
    if (absent.length + waiting.length > 0) withOwners(object, (uid) => uids.has(uid), client);
    return;
  }
  const isWaitedFor = waiting.length > 0 && dependentsOf(object, client).length > 0;
  const own = finalizers.includes(ORPHAN_FINALIZER)
    ? 'Orphan'
    : finalizers.includes(FOREGROUND_FINALIZER)
      ? 'Foreground'
      : 'Background';
  client.delete(object.kind, namespace, name, { propagation: isWaitedFor ? 'Foreground' : own });
}

/** An object without owners that are all there; the dependents of one that is gone; owners that wait for one that is gone. */
function* touchedBy({ key, before, after }: Change, read: Reader): Generator<string> {
  if (after && (awaits(after, FOREGROUND_FINALIZER) || awaits(after, ORPHAN_FINALIZER))) yield key;
  if (after?.metadata.ownerReferences?.length) {
    const { absent, waiting } = ownersOf(after, read);
    if (absent.length + waiting.length > 0) yield key;
  }
  if (!before || after) return;
  for (const dependent of dependentsOf(before, read)) yield keyOf(dependent);
  const { namespace } = before.metadata;
  const isNamespaced = (kind: string) => read.resources().some((one) => one.kind === kind && one.namespaced);
  for (const { kind, name } of ownersOf(before, read).waiting)
    yield `${kind}/${isNamespaced(kind) ? (namespace ?? '') : ''}/${name}`;
}

function reconcile(key: string, client: Client): void {
  const { kind, namespace, name } = splitKey(key);
  const object = client.get(kind, namespace, name);
  if (!object || isFromSnapshot(object)) return;
  if (awaits(object, ORPHAN_FINALIZER)) orphanDependents(object, client);
  else if (awaits(object, FOREGROUND_FINALIZER)) deleteDependents(object, client);
  else collect(object, client);
}

/**
 * Deletes what belonged to an object that is gone, in the background; or before its owner, which waits for it; or lets it
 * stay. An owner is looked for in the dependent's own namespace only. Models pkg/controller/garbagecollector (v1.36).
 */
export const garbageCollector: Controller = {
  name: 'garbage collector',
  delay: DELAY,
  watches: {},
  watchesAll: touchedBy,
  reconcile,
};
