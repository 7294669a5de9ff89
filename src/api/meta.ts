/** Who created an object: the owner goes, the object goes with it. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** What every stored object carries. `resourceVersion` is the revision of its last write, as text. */
export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  /** Seconds of virtual time since the cluster began, written as an RFC 3339 instant of the year 2026. */
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** Any object of the cluster. The kinds below narrow it. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** The name of a kind, such as `Service`. */
export type Kind = string;

/** One object's place in the store: `Service/default/web`, `Node//node-1` (cluster-scoped kinds have an empty namespace). */
export type ObjectKey = string;

/** A condition of a Pod, a Node or a workload. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  /** Only of a Deployment: when the condition was last written, which its progress deadline counts from. */
  readonly lastUpdateTime?: string;
}

/** Selects objects by label, as workloads do. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** One line of `matchExpressions`. */
export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** The key under which an object is stored. */
export function keyOf(object: ApiObject): ObjectKey {
  return objectKey(object.kind, object.metadata.namespace ?? '', object.metadata.name);
}

/** The finalizer of an object that goes after its dependents. */
export const FOREGROUND_FINALIZER = 'foregroundDeletion';

/** The finalizer of an object whose dependents are to stay. */
export const ORPHAN_FINALIZER = 'orphan';

/** Writes a key from its three parts; pass an empty namespace for cluster-scoped kinds. */
export function objectKey(kind: Kind, namespace: string, name: string): ObjectKey {
  return `${kind}/${namespace}/${name}`;
}

/** Takes a key apart again. */
export function splitKey(key: ObjectKey): { readonly kind: Kind; readonly namespace: string; readonly name: string } {
  const [kind = '', namespace = '', name = ''] = key.split('/');
  return { kind, namespace, name };
}

/** `namespace/name`, the way controllers name one object of a kind they all agree on. */
export function namespacedName(object: ApiObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
