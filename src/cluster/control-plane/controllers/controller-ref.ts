import { type ApiObject, type LabelSelector, labelSelectorMatches, type OwnerReference } from '../../../api/index.ts';
import type { Client, Reader } from '../apiserver/client.ts';

/** The one owner that manages an object; others may merely keep it alive. Models metav1.GetControllerOf (v1.36). */
export function controllerOf(object: ApiObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(({ controller }) => controller);
}

/** The reference that an object carries to the one that manages it. Models metav1.NewControllerRef (v1.36). */
export function controllerReference({ apiVersion, kind, metadata }: ApiObject): OwnerReference {
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The present form of an owner, unless another object has taken its name by now. */
export function ownerObject<T extends ApiObject>(kind: T['kind'], object: ApiObject, read: Reader): T | undefined {
  const reference = controllerOf(object);
  if (reference?.kind !== kind) return undefined;
  const owner = read.get<T>(kind, object.metadata.namespace ?? '', reference.name);
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

function withOwners<T extends ApiObject>(object: T, owners: readonly OwnerReference[], client: Client): T | undefined {
  const written = client.update<T>({ ...object, metadata: { ...object.metadata, ownerReferences: owners } });
  return written.ok ? written.value : undefined;
}

function claim<T extends ApiObject>(owner: ApiObject, selector: LabelSelector, one: T, client: Client): T | undefined {
  const manager = controllerOf(one);
  const matches = labelSelectorMatches(selector, one.metadata.labels);
  const owners = one.metadata.ownerReferences ?? [];
  const leaving = owner.metadata.deletionTimestamp !== undefined;
  if (manager) {
    if (manager.uid !== owner.metadata.uid) return undefined;
    if (!matches && !leaving)
      withOwners(
        one,
        owners.filter(({ uid }) => uid !== manager.uid),
        client,
      );
    return matches ? one : undefined;
  }
  if (!matches || leaving || one.metadata.deletionTimestamp !== undefined) return undefined;
  return withOwners(one, [...owners, controllerReference(owner)], client);
}

/**
 * The objects of a kind that a workload manages. Those whose labels no longer match its selector are let go, those that match
 * and have no manager are taken in. `worthIt` leaves out, before that, what the workload does not count. Models
 * pkg/controller ControllerRefManager ClaimPods and ClaimReplicaSets (v1.36).
 */
export function claimed<T extends ApiObject>(
  owner: ApiObject & { readonly spec: { readonly selector: LabelSelector } },
  kind: T['kind'],
  client: Client,
  worthIt: (one: T) => boolean = () => true,
): readonly T[] {
  const { namespace = '', uid = '' } = owner.metadata;
  const { selector } = owner.spec;
  const own = client.ownedBy<T>(kind, namespace, uid);
  const free = client
    .withLabels<T>(kind, namespace, selector.matchLabels ?? {})
    .filter((one) => controllerOf(one) === undefined);
  return [...own, ...free.filter((one) => !own.includes(one))]
    .filter(worthIt)
    .map((one) => claim(owner, selector, one, client))
    .filter((one) => one !== undefined);
}
