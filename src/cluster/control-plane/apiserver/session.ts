import type {
  ApiObject,
  Kind,
  Namespace,
  NodeUsage,
  ObjectMeta,
  Pod,
  Result,
  Service,
  Status,
} from '../../../api/index.ts';
import { keyOf, ok, refused, selectorMatches, timestamp } from '../../../api/index.ts';
import type { Random } from '../../../sim/index.ts';
import { type Indexes, objectsOf, type Snapshot, withObject } from '../etcd/index.ts';
import type { ApiResource, Change, Client } from './client.ts';
import { decodeFault, type RawDocument } from './decoding/decode.ts';
import { schemaOf } from './decoding/schema.ts';
import { withZeroValues } from './decoding/zero-values.ts';
import { type DeleteOptions, deleted, isOver } from './deletion.ts';
import { same } from './equality.ts';
import { invalidObject } from './field-errors.ts';
import { frozen } from './frozen.ts';
import { generatedName } from './generated-name.ts';
import { resources, strategyOf } from './registry/index.ts';
import { metadataFaults } from './registry/object-meta.ts';
import { bindingFault } from './registry/pod/binding.ts';
import { type Draft, qualifiedKind, type Strategy, type WriteContext } from './registry/strategy.ts';
import { alreadyExists, badRequest, conflict, namespaceTerminating, notFound, serverError } from './statuses.ts';

/** The API server's answer to a raw write: the stored object or the Status, and its `Warning:` headers. */
export interface Answer {
  readonly result: Result<ApiObject>;
  readonly warnings: readonly string[];
}

/** Who writes, when, and by which chance. */
export interface SessionOptions {
  readonly random: Random;
  /** Virtual ms. */
  readonly now: number;
}

type Operation = 'create' | 'update' | 'status';

/**
 * A run of reads and writes against one snapshot, each write a revision of its own. Afterwards `snapshot` is the new
 * state and `changes` what happened on the way.
 */
export class Session implements Client {
  snapshot: Snapshot;
  readonly changes: Change[] = [];
  /** A text from outside is being written. */
  private fromText = false;

  constructor(
    snapshot: Snapshot,
    private readonly indexes: Indexes,
    private readonly options: SessionOptions,
  ) {
    this.snapshot = snapshot;
  }

  get<T extends ApiObject>(kind: T['kind'], namespace: string, name: string): T | undefined {
    return objectsOf(this.snapshot, kind).get(`${namespace}/${name}`) as T | undefined;
  }

  list<T extends ApiObject>(kind: T['kind'], namespace?: string): readonly T[] {
    const objects = objectsOf(this.snapshot, kind);
    return [...(namespace === undefined ? objects.values() : objects.withPrefix(`${namespace}/`))] as unknown as T[];
  }

  withLabels<T extends ApiObject>(
    kind: T['kind'],
    namespace: string,
    labels: Readonly<Record<string, string>>,
  ): readonly T[] {
    const found = this.indexes.labelled(kind, namespace, labels);
    return found === undefined ? this.list<T>(kind, namespace) : (found as unknown as T[]);
  }

  ownedBy<T extends ApiObject>(kind: T['kind'], namespace: string, uid: string): readonly T[] {
    return this.indexes.owned(kind, namespace, uid) as unknown as T[];
  }

  onNode(node: string): readonly Pod[] {
    return this.indexes.onNode(node) as unknown as Pod[];
  }

  selecting(namespace: string, labels: Readonly<Record<string, string>>): readonly Service[] {
    const candidates = this.indexes.maySelect(namespace, labels) as unknown as Service[];
    return candidates.filter(({ spec }) => selectorMatches(spec.selector, labels));
  }

  withPlacementRules(): readonly Pod[] {
    return this.indexes.withPlacementRules() as unknown as Pod[];
  }

  usage(node: string): NodeUsage {
    return this.indexes.usage(node);
  }

  perNode(namespace: string, labels: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
    return this.indexes.perNode(namespace, labels);
  }

  resources(): readonly ApiResource[] {
    return resources;
  }

  create<T extends ApiObject>(object: T): Result<T> {
    const named = this.named(object);
    const strategy = strategyOf(object.kind);
    const missing = this.missingNamespace(named, strategy);
    return missing ? refused(missing) : (this.write(named, undefined, 'create') as Result<T>);
  }

  update<T extends ApiObject>(object: T): Result<T> {
    return this.replace(object, 'update');
  }

  updateStatus<T extends ApiObject>(object: T): Result<T> {
    return this.replace(object, 'status');
  }

  bind(namespace: string, name: string, node: string): Result<Pod> {
    const pod = this.get<Pod>('Pod', namespace, name);
    if (!pod) return refused(notFound('pods', name));
    const why = bindingFault(pod);
    if (why !== undefined) return refused(conflict('pods/binding', name, why));
    return ok(this.store({ ...pod, spec: { ...pod.spec, nodeName: node } } as Pod, pod) as Pod);
  }

  delete(kind: Kind, namespace: string, name: string, options: DeleteOptions = {}): Result<void> {
    const object = this.get(kind, namespace, name);
    if (!object) return refused(notFound(strategyOf(kind).resource, name));
    const after = deleted(object, options, this.options.now);
    if (!after) this.remove(object);
    else if (after !== object) this.store(after, object);
    return ok(undefined);
  }

  finalize(name: string, finalizer: string): Result<void> {
    const namespace = this.get<Namespace>('Namespace', '', name);
    if (!namespace) return refused(notFound('namespaces', name));
    const finalizers = (namespace.spec?.finalizers ?? []).filter((one) => one !== finalizer);
    const over = finalizers.length === 0 && (namespace.metadata.finalizers ?? []).length === 0;
    if (over && namespace.metadata.deletionTimestamp !== undefined) this.remove(namespace);
    else this.store({ ...namespace, spec: { ...namespace.spec, finalizers } } as Namespace, namespace);
    return ok(undefined);
  }

  /** POST of text that nobody has looked at yet. */
  post(document: RawDocument): Answer {
    return this.raw(document, (object) => this.create(newly(object)));
  }

  /** PUT of such text, as `kubectl replace` does; also what a PATCH comes to once it is merged. */
  put(document: RawDocument): Answer {
    return this.raw(document, (object) => this.update(object));
  }

  private raw(document: RawDocument, write: (object: ApiObject) => Result<ApiObject>): Answer {
    const { kind, apiVersion } = document.value as ApiObject;
    const fault = decodeFault(kind, document);
    const version = apiVersion.split('/').at(-1);
    if (fault) {
      const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${fault}`;
      return { result: refused(badRequest(message)), warnings: [] };
    }
    const { deprecated, warnings } = strategyOf(kind);
    const object = decoded(kind, document);
    const before = this.before(this.named(object));
    this.fromText = true;
    const result = write(object);
    this.fromText = false;
    const told = result.ok ? (warnings?.(result.value, before) ?? []) : [];
    return { result, warnings: [...new Set(deprecated === undefined ? told : [deprecated, ...told])] };
  }

  private named<T extends ApiObject>(object: T): T {
    const { name, generateName } = object.metadata ?? {};
    const namespace = strategyOf(object.kind).namespaced ? (object.metadata?.namespace ?? 'default') : undefined;
    const { namespace: _, ...rest } = object.metadata ?? {};
    const given =
      name || (generateName ? generatedName(generateName, this.options.random, this.snapshot.revision) : name);
    return { ...object, metadata: { ...rest, name: given ?? '', ...(namespace !== undefined && { namespace }) } };
  }

  private before(object: ApiObject): ApiObject | undefined {
    return this.get(object.kind, object.metadata.namespace ?? '', object.metadata.name);
  }

  private missingNamespace(object: ApiObject, strategy: Strategy): Status | undefined {
    const { namespace, name } = object.metadata;
    if (!strategy.namespaced || namespace === undefined) return undefined;
    const found = this.get<Namespace>('Namespace', '', namespace);
    if (!found) return notFound('namespaces', namespace);
    return found.metadata.deletionTimestamp === undefined
      ? undefined
      : namespaceTerminating(strategy.resource, name, namespace);
  }

  private replace<T extends ApiObject>(object: T, operation: Operation): Result<T> {
    const named = this.named(object);
    const before = this.before(named);
    const { resource } = strategyOf(object.kind);
    if (!before) return refused(notFound(resource, named.metadata.name));
    const seen = named.metadata.resourceVersion;
    if (seen !== undefined && seen !== before.metadata.resourceVersion)
      return refused(conflict(resource, named.metadata.name));
    return this.write(named, before, operation) as Result<T>;
  }

  private write(object: ApiObject, before: ApiObject | undefined, operation: Operation): Result<ApiObject> {
    const strategy = strategyOf(object.kind);
    const draft = this.draft(object, before, operation);
    if (operation !== 'status') {
      const refusal = this.complete(draft, before, strategy);
      if (refusal) return refused(refusal);
    }
    if (operation === 'create') {
      const clash = this.clash(object, strategy);
      if (clash) return refused(clash);
    }
    if (before && same(draft, before)) return ok(before);
    if (before && isOver(draft, before)) {
      this.remove(before);
      return ok(draft);
    }
    return ok(this.store(draft, before));
  }

  /** What etcd says, who is asked last, about an object that is to be new. */
  private clash({ kind, metadata }: ApiObject, { resource }: Strategy): Status | undefined {
    const { name, namespace = '', resourceVersion = '' } = metadata;
    if (/^0*[1-9]\d*$/.test(resourceVersion))
      return serverError('resourceVersion should not be set on objects to be created');
    return this.get(kind, namespace, name) ? alreadyExists(resource, name) : undefined;
  }

  /** The object with the parts that this kind of write may not touch taken from what is stored. */
  private draft(object: ApiObject, before: ApiObject | undefined, operation: Operation): Draft {
    const status =
      operation === 'status'
        ? (object as { status?: unknown }).status
        : (before as { status?: unknown } | undefined)?.status;
    const base = operation === 'status' && before ? before : object;
    const kept = before?.metadata;
    const metadata: ObjectMeta = {
      ...base.metadata,
      ...(kept && {
        ...(kept.uid !== undefined && { uid: kept.uid }),
        ...(kept.creationTimestamp !== undefined && { creationTimestamp: kept.creationTimestamp }),
        ...(kept.deletionTimestamp !== undefined && { deletionTimestamp: kept.deletionTimestamp }),
        ...(kept.deletionGracePeriodSeconds !== undefined && {
          deletionGracePeriodSeconds: kept.deletionGracePeriodSeconds,
        }),
        ...(kept.resourceVersion !== undefined && { resourceVersion: kept.resourceVersion }),
        ...(kept.generation !== undefined && { generation: kept.generation }),
      }),
    };
    return { ...base, metadata, ...(before && status !== undefined && { status }) };
  }

  private complete(draft: Draft, before: ApiObject | undefined, strategy: Strategy): Status | undefined {
    const context: WriteContext = {
      read: this,
      random: this.options.random,
      isReserved: (what) => this.indexes.isReserved(what),
      fromText: this.fromText,
      time: this.time,
    };
    strategy.defaults(draft);
    strategy.prepare?.(draft, before, context);
    const allocated = strategy.allocate?.(draft, before, context) ?? [];
    if ('code' in allocated) return allocated;
    const errors =
      allocated.length > 0
        ? allocated
        : [...metadataFaults(draft, strategy, before), ...strategy.validate(draft, before)];
    if (errors.length > 0) return invalidObject(qualifiedKind(strategy), draft.metadata.name, errors);
    strategy.canonicalize?.(draft);
    return undefined;
  }

  private store(draft: ApiObject, before: ApiObject | undefined): ApiObject {
    const revision = this.snapshot.revision + 1;
    const { metadata } = draft;
    const object = frozen({
      ...draft,
      metadata: {
        ...metadata,
        uid: metadata.uid ?? `uid-${revision}`,
        creationTimestamp: metadata.creationTimestamp ?? this.time,
        generation: generationOf(draft, before),
        resourceVersion: String(revision),
      },
    });
    this.commit(object.kind, before, object);
    return object;
  }

  private remove(object: ApiObject): void {
    this.commit(object.kind, object, undefined);
  }

  private commit(kind: Kind, before: ApiObject | undefined, after: ApiObject | undefined): void {
    const one = (after ?? before) as ApiObject;
    this.snapshot = withObject(this.snapshot, kind, `${one.metadata.namespace ?? ''}/${one.metadata.name}`, after);
    this.indexes.apply({ kind, before, after });
    this.changes.push({ key: keyOf(one), ...(before && { before }), ...(after && { after }) });
  }

  private get time(): string {
    return timestamp(this.options.now);
  }
}

/** An object without the parts of metadata that only the server writes. Models registry/rest BeforeCreate (v1.36). */
function newly<T extends ApiObject>(object: T): T {
  const { deletionTimestamp, deletionGracePeriodSeconds, ...metadata } = object.metadata ?? ({} as ObjectMeta);
  return { ...object, metadata };
}

/** Counts the writes that changed what is wanted, not what is reported. */
function generationOf(draft: ApiObject, before: ApiObject | undefined): number {
  if (!before) return 1;
  const [is, was] = [draft, before] as unknown as { spec?: unknown }[];
  return (before.metadata.generation ?? 1) + (same(is?.spec, was?.spec) ? 0 : 1);
}

/** What the text says, as Go would hold it: kinds with a spec have one. */
function decoded(kind: Kind, { value }: RawDocument): ApiObject {
  const schema = schemaOf(kind) ?? {};
  const object = withZeroValues(value, schema, kind) as ApiObject & { readonly spec?: unknown };
  return schema.properties && Object.hasOwn(schema.properties, 'spec')
    ? ({ ...object, spec: object.spec ?? {} } as ApiObject)
    : object;
}
