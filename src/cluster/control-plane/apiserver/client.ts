import type { ApiObject, Kind, NodeUsage, ObjectKey, Pod, Result, Service } from '../../../api/index.ts';
import type { DeleteOptions } from './deletion.ts';

/** What changed for one object: `before` is absent when it was created, `after` when it is gone. */
export interface Change {
  readonly key: ObjectKey;
  readonly before?: ApiObject;
  readonly after?: ApiObject;
}

/** A kind that is served, as discovery tells it; `name` is the plural: `services`, `deployments`. */
export interface ApiResource {
  readonly kind: Kind;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespaced: boolean;
}

/**
 * Looking, without touching. Lists come in the order namespace, name. Objects are frozen: the same revision of an object
 * is the same JavaScript object, so identity tells whether it changed.
 */
export interface Reader {
  /** One object by kind, namespace (empty for cluster-scoped kinds) and name. */
  get<T extends ApiObject>(kind: T['kind'], namespace: string, name: string): T | undefined;
  /** All objects of a kind, or those of one namespace. */
  list<T extends ApiObject>(kind: T['kind'], namespace?: string): readonly T[];
  /** The objects of a namespace that carry all these labels; an index answers, so it does not matter how many others there are. */
  withLabels<T extends ApiObject>(
    kind: T['kind'],
    namespace: string,
    labels: Readonly<Record<string, string>>,
  ): readonly T[];
  /** The objects of a kind and namespace that this owner (by uid) created, from an index. */
  ownedBy<T extends ApiObject>(kind: T['kind'], namespace: string, uid: string): readonly T[];
  /** The Pods of all namespaces that are meant for a node, finished ones among them, from an index; with an empty name those without a node. */
  onNode(node: string): readonly Pod[];
  /** The Pods that say how they want to stand to others: affinity to Pods, anti-affinity, spreading. */
  withPlacementRules(): readonly Pod[];
  /** What the Pods on a node take up, kept as they come and go. */
  usage(node: string): NodeUsage;
  /** How many Pods of a namespace with all these labels (at least one) are on each node; those that terminate or are finished do not count. */
  perNode(namespace: string, labels: Readonly<Record<string, string>>): ReadonlyMap<string, number>;
  /** Every kind that is served. */
  resources(): readonly ApiResource[];
  /** The Services of a namespace whose selector these labels satisfy, from an index. */
  selecting(namespace: string, labels: Readonly<Record<string, string>>): readonly Service[];
}

/**
 * The one door between the components of the cluster. Every write goes through defaulting, admission and validation and
 * is committed as one revision, or comes back as a Status in the API server's words.
 */
export interface Client extends Reader {
  /** POST. An object with `generateName` and no name gets one. 409 when the name is taken. */
  create<T extends ApiObject>(object: T): Result<T>;
  /** PUT of everything but the status. Without `resourceVersion` the last write wins; with an old one: 409. A write that changes nothing makes no revision. */
  update<T extends ApiObject>(object: T): Result<T>;
  /** PUT of the `status` part only. */
  updateStatus<T extends ApiObject>(object: T): Result<T>;
  /** POST of a Pod's `binding`: the only way to a node for a Pod that has none. 409 when it has one, or is on its way out. */
  bind(namespace: string, name: string, node: string): Result<Pod>;
  /**
   * DELETE. A Pod that runs on a node is only marked (deletionTimestamp) until its kubelet has stopped it; everything
   * else goes at once, or, with finalizers, when the last of them is gone. A Namespace waits for its content.
   */
  delete(kind: Kind, namespace: string, name: string, options?: DeleteOptions): Result<void>;
  /** PUT of a Namespace's `finalize`: `finalizer` of its spec is let go of, and with the last one the Namespace is gone. */
  finalize(namespace: string, finalizer: string): Result<void>;
}

/**
 * A control loop: level-triggered, one key at a time. A change only says which keys to look at again; `reconcile` reads
 * everything anew and writes the difference between what is and what should be.
 */
export interface Controller {
  readonly name: string;
  /** Per kind: the keys that a change of such an object touches. */
  readonly watches: Readonly<Record<Kind, (change: Change, read: Reader) => Iterable<string>>>;
  /** The same for every kind that is not in `watches`. */
  readonly watchesAll?: (change: Change, read: Reader) => Iterable<string>;
  /** Virtual milliseconds between a change and the moment this loop looks at it. */
  readonly delay: number;
  /** `now` in ms of virtual time. Returning `requeueAfter` (ms) asks for another look later even if nothing changes. */
  reconcile(key: string, client: Client, now: number): void | { readonly requeueAfter: number };
}
