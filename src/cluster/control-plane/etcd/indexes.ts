import type { ApiObject, Kind, Service } from '../../../api/index.ts';
import { objectsOf, type Snapshot } from './snapshot.ts';

/** What changed for one name: the object before and after. */
export interface Replacement {
  readonly kind: Kind;
  readonly before: ApiObject | undefined;
  readonly after: ApiObject | undefined;
}

type Names = Set<string>;

/** The index entries of one object: one per label, one per owner. */
function* entriesOf(kind: Kind, object: ApiObject): Generator<string> {
  const namespace = object.metadata.namespace ?? '';
  for (const [key, value] of Object.entries(object.metadata.labels ?? {}))
    yield labelEntry(kind, namespace, key, value);
  for (const owner of object.metadata.ownerReferences ?? []) yield ownerEntry(kind, namespace, owner.uid);
  if (kind === 'Service') yield* reservations(object as Service);
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

/**
 * Finds objects by label and by owner without looking at the others. A cache: it follows one snapshot, `apply` moves it
 * to the next, and it may be thrown away and made again with `fromScratch` at any time.
 */
export class Indexes {
  private readonly entries = new Map<string, Names>();

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
  }

  /** Names (without namespace, sorted) of the objects that carry all the labels; undefined when there are no labels to look up. */
  labelled(kind: Kind, namespace: string, labels: Readonly<Record<string, string>>): string[] | undefined {
    const sets = Object.entries(labels).map(([key, value]) =>
      this.entries.get(labelEntry(kind, namespace, key, value)),
    );
    const [smallest, ...others] = sets.sort((a, b) => (a?.size ?? 0) - (b?.size ?? 0));
    if (sets.length === 0) return undefined;
    return [...(smallest ?? [])].filter((name) => others.every((set) => set?.has(name))).sort(byCodeUnit);
  }

  /** Names (without namespace, sorted) of the objects that the owner created. */
  owned(kind: Kind, namespace: string, uid: string): string[] {
    return [...(this.entries.get(ownerEntry(kind, namespace, uid)) ?? [])].sort(byCodeUnit);
  }

  /** Whether an object holds `ip 10.96.0.7` or `port 30080`. */
  isReserved(what: string): boolean {
    return this.entries.has(what);
  }

  /** Every entry in a fixed order, to compare two indexes. */
  dump(): readonly string[] {
    return [...this.entries]
      .map(([entry, names]) => `${entry}: ${[...names].sort(byCodeUnit).join(' ')}`)
      .sort(byCodeUnit);
  }

  private note(entry: string, object: ApiObject): void {
    const names = this.entries.get(entry) ?? new Set();
    names.add(object.metadata.name);
    this.entries.set(entry, names);
  }

  private forget(entry: string, object: ApiObject): void {
    const names = this.entries.get(entry);
    names?.delete(object.metadata.name);
    if (names?.size === 0) this.entries.delete(entry);
  }
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Resolves names of an index to the objects themselves. */
export function resolve(snapshot: Snapshot, kind: Kind, namespace: string, names: readonly string[]): ApiObject[] {
  const objects = objectsOf(snapshot, kind);
  return names.map((name) => objects.get(`${namespace}/${name}`)).filter((object) => object !== undefined);
}
