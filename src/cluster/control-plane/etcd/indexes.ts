import {
  type ApiObject,
  isPodFinished,
  type Kind,
  type NodeUsage,
  namespacedName,
  type Pod,
  type Service,
  unused,
  usageOf,
  withUsage,
} from '../../../api/index.ts';
import { PodTallies } from './pod-tallies.ts';
import type { Snapshot } from './snapshot.ts';

/** What changed for one name: the object before and after. */
export interface Replacement {
  readonly kind: Kind;
  readonly before: ApiObject | undefined;
  readonly after: ApiObject | undefined;
}

/** Objects by `namespace/name`. */
type Bucket = Map<string, ApiObject>;

/** The index entries of one object: one per label, one per owner, and what its kind is looked up by besides. */
function* entriesOf(kind: Kind, object: ApiObject): Generator<string> {
  const namespace = object.metadata.namespace ?? '';
  for (const [key, value] of Object.entries(object.metadata.labels ?? {}))
    yield labelEntry(kind, namespace, key, value);
  for (const owner of object.metadata.ownerReferences ?? []) yield ownerEntry(kind, namespace, owner.uid);
  if (kind === 'Service') {
    yield* reservations(object as Service);
    const [pair] = Object.entries((object as Service).spec?.selector ?? {}).sort();
    if (pair) yield selectorEntry(namespace, pair);
  }
  if (kind === 'Pod') {
    const { nodeName = '', affinity, topologySpreadConstraints } = (object as Pod).spec ?? {};
    yield nodeEntry(nodeName);
    if (affinity?.podAffinity || affinity?.podAntiAffinity || topologySpreadConstraints) yield RULED;
  }
}

/** What no two Services may hold: virtual addresses and node ports. */
function* reservations({ spec }: Service): Generator<string> {
  for (const ip of spec?.clusterIPs ?? []) if (ip !== 'None') yield `ip ${ip}`;
  const ports = [...(spec?.ports ?? []).map((port) => port.nodePort), spec?.healthCheckNodePort];
  for (const port of ports) if (port) yield `port ${port}`;
}

const labelEntry = (kind: Kind, namespace: string, key: string, value: string) =>
  `l ${kind} ${namespace} ${key}=${value}`;
const ownerEntry = (kind: Kind, namespace: string, uid: string) => `o ${kind} ${namespace} ${uid}`;
const selectorEntry = (namespace: string, [key, value]: readonly [string, string]) => `s ${namespace} ${key}=${value}`;
const nodeEntry = (node: string) => `n ${node}`;

/** Pods that say how they want to stand to other Pods. */
const RULED = 'r';

/**
 * Finds objects by label and by owner without looking at the others. A cache: it follows one snapshot, `apply` moves it
 * to the next, and it may be thrown away and made again with `fromScratch` at any time.
 */
export class Indexes {
  private readonly entries = new Map<string, Bucket>();
  private readonly usages = new Map<string, NodeUsage>();
  private readonly tallies = new PodTallies();

  /** The indexes of a snapshot, read whole. */
  static fromScratch(snapshot: Snapshot): Indexes {
    const indexes = new Indexes();
    for (const [kind, objects] of snapshot.kinds.entries())
      for (const object of objects.values()) indexes.apply({ kind, before: undefined, after: object });
    return indexes;
  }

  /** Takes one write in. */
  apply({ kind, before, after }: Replacement): void {
    if (before) for (const entry of entriesOf(kind, before)) this.forget(entry, before);
    if (after) for (const entry of entriesOf(kind, after)) this.note(entry, after);
    if (kind !== 'Pod') return;
    this.weigh(before as Pod | undefined, after as Pod | undefined);
    this.tallies.apply(before as Pod | undefined, after as Pod | undefined);
  }

  /** The objects that carry all the labels, by namespace and name; undefined when there are no labels to look up. */
  labelled(kind: Kind, namespace: string, labels: Readonly<Record<string, string>>): ApiObject[] | undefined {
    const buckets = this.buckets(kind, namespace, labels);
    return buckets.length === 0 ? undefined : inOrder(intersection(buckets));
  }

  /** The objects that the owner created, by name. */
  owned(kind: Kind, namespace: string, uid: string): ApiObject[] {
    return inOrder(this.entries.get(ownerEntry(kind, namespace, uid)) ?? []);
  }

  /** The Pods that say how they want to stand to other Pods, by namespace and name. */
  withPlacementRules(): ApiObject[] {
    return inOrder(this.entries.get(RULED) ?? []);
  }

  /** The Pods that are meant for a node, by namespace and name; those of no node yet under an empty name. */
  onNode(node: string): ApiObject[] {
    return inOrder(this.entries.get(nodeEntry(node)) ?? []);
  }

  /** What the Pods on a node take up. */
  usage(node: string): NodeUsage {
    return this.usages.get(node) ?? unused;
  }

  /** How many Pods with all these labels are on each node; those that terminate or are finished do not count. */
  perNode(namespace: string, labels: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
    const carrying = (): Pod[] =>
      [...intersection(this.buckets('Pod', namespace, labels))].map(([, pod]) => pod as Pod);
    return this.tallies.counts(namespace, labels, carrying);
  }

  /** The Services that may select these labels, by name: each asks for one of the pairs, and perhaps for others. */
  maySelect(namespace: string, labels: Readonly<Record<string, string>>): ApiObject[] {
    const buckets = Object.entries(labels).map((pair) => this.entries.get(selectorEntry(namespace, pair)) ?? []);
    return inOrder(buckets.flatMap((bucket) => [...bucket]));
  }

  private buckets(kind: Kind, namespace: string, labels: Readonly<Record<string, string>>): Bucket[] {
    const pairs = Object.entries(labels);
    return pairs.map(([key, value]) => this.entries.get(labelEntry(kind, namespace, key, value)) ?? new Map());
  }

  /** Whether an object holds `ip 10.96.0.7` or `port 30080`. */
  isReserved(what: string): boolean {
    return this.entries.has(what);
  }

  /** Every entry in a fixed order, to compare two indexes. */
  dump(): readonly string[] {
    const entries = [...this.entries].map(
      ([entry, bucket]) => `${entry}: ${[...bucket.keys()].sort(byCodeUnit).join(' ')}`,
    );
    return [...entries, ...[...this.usages].map(([node, usage]) => `u ${node}: ${print(usage)}`)].sort(byCodeUnit);
  }

  private note(entry: string, object: ApiObject): void {
    const bucket = this.entries.get(entry) ?? new Map<string, ApiObject>();
    bucket.set(namespacedName(object), object);
    this.entries.set(entry, bucket);
  }

  private forget(entry: string, object: ApiObject): void {
    const bucket = this.entries.get(entry);
    bucket?.delete(namespacedName(object));
    if (bucket?.size === 0) this.entries.delete(entry);
  }

  private weigh(before: Pod | undefined, after: Pod | undefined): void {
    if (before && after && before.spec === after.spec && isPodFinished(before) === isPodFinished(after)) return;
    for (const [pod, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      const node = pod?.spec?.nodeName;
      if (!pod || node === undefined) continue;
      const usage = withUsage(this.usage(node), usageOf(pod), sign);
      if (usage.pods === 0) this.usages.delete(node);
      else this.usages.set(node, usage);
    }
  }
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (bucket: Iterable<readonly [string, ApiObject]>): ApiObject[] =>
  [...bucket].sort(([a], [b]) => byCodeUnit(a, b)).map(([, object]) => object);

/** What stands in all of the buckets, read from the smallest. */
function* intersection(buckets: readonly Bucket[]): Generator<readonly [string, ApiObject]> {
  const [smallest, ...others] = [...buckets].sort((a, b) => a.size - b.size);
  for (const entry of smallest ?? []) if (others.every((bucket) => bucket.has(entry[0]))) yield entry;
}

/** A usage in words that do not depend on the order in which Pods came. */
function print({ pods, requested, assumed, hostPorts }: NodeUsage): string {
  const amounts = [requested, assumed].map((one) => Object.entries(one).sort().join(' '));
  const ports = hostPorts.map(({ protocol, ip, port }) => `${protocol} ${ip} ${port}`).sort();
  return [pods, ...amounts, ...ports].join('; ');
}
