import { type ApiObject, FOREGROUND_FINALIZER, isFromSnapshot, type OwnerReference } from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';

/** Whether an object is on its way out and waits for this finalizer. */
export function awaits({ metadata }: ApiObject, finalizer: string): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false);
}

/**
 * How an owner stands: `solid` while it is there, or while nobody can tell, as with a kind that is not served; `absent`
 * when no such object is in the dependent's own namespace; `waiting` when it goes and waits for its dependents.
 */
type Standing = 'solid' | 'absent' | 'waiting';

function standingOf(owner: OwnerReference, dependent: ApiObject, read: Reader): Standing {
  const resource = read
    .resources()
    .find(({ kind, apiVersion }) => kind === owner.kind && apiVersion === owner.apiVersion);
  const { namespace } = dependent.metadata;
  if (!resource || (resource.namespaced && namespace === undefined)) return 'solid';
  const found = read.get(owner.kind, resource.namespaced ? (namespace ?? '') : '', owner.name);
  if (found?.metadata.uid !== owner.uid) return 'absent';
  return awaits(found, FOREGROUND_FINALIZER) ? 'waiting' : 'solid';
}

/** The owners of an object by their standing. Models garbagecollector classifyReferences (v1.36). */
export function ownersOf(object: ApiObject, read: Reader): Readonly<Record<Standing, readonly OwnerReference[]>> {
  const owners = (object.metadata.ownerReferences ?? []).map((owner) => ({
    owner,
    standing: standingOf(owner, object, read),
  }));
  const having = (wanted: Standing) => owners.filter(({ standing }) => standing === wanted).map(({ owner }) => owner);
  return { solid: having('solid'), absent: having('absent'), waiting: having('waiting') };
}

/** The objects that name this one as an owner; those of another cluster's dump are nobody's business. */
export function dependentsOf({ metadata }: ApiObject, read: Reader): readonly ApiObject[] {
  const { namespace, uid = '' } = metadata;
  const everywhere = (): readonly string[] => ['', ...read.list('Namespace').map((one) => one.metadata.name)];
  const namespaces = namespace === undefined ? everywhere() : [namespace];
  return read
    .resources()
    .flatMap(({ kind }) => namespaces.flatMap((where) => read.ownedBy(kind, where, uid)))
    .filter((object) => !isFromSnapshot(object));
}
