import { type ApiObject, isFromSnapshot, keyOf, type ObjectKey, objectKey, splitKey } from '../../api/index.ts';
import {
  type Answer,
  type Client,
  isNamespaced,
  isServed,
  type RawDocument,
} from '../../cluster/control-plane/apiserver/index.ts';
import { namelessObject, nameText, notAnObject, resourceOf, unmappedKind } from '../errors.ts';
import type { ManifestDocument } from '../manifest/document.ts';
import { type Manifest, readInSteps } from '../manifest/read.ts';
import { byDependency, type Item, itemsIn } from './items.ts';
import { threeWayMerge } from './merge.ts';
import { type ManifestProblem, Problems } from './problems.ts';
import { Snapshot } from './snapshot.ts';

/** What a document was when it was last applied with success, and what the server had to remark. */
interface AppliedObject {
  readonly file: string;
  readonly document: ManifestDocument;
  readonly value: unknown;
  readonly warnings: readonly string[];
}

/** kubectl's memory between two applies: the files as read, and what each object was applied from. A value. */
export interface Applied {
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly objects: ReadonlyMap<ObjectKey, AppliedObject>;
}

/** The memory of a kubectl that has applied nothing yet. */
export const nothingApplied: Applied = { manifests: new Map(), objects: new Map() };

/** The API server as kubectl needs it. */
export interface ApplyTarget extends Pick<Client, 'get' | 'delete' | 'updateStatus'> {
  post(document: RawDocument): Answer;
  put(document: RawDocument): Answer;
}

/** What an apply of all files came to. */
export interface AppliedAll {
  readonly applied: Applied;
  readonly problems: readonly ManifestProblem[];
}

/** A stop of an apply: a part of a document was read, or one object written. */
export interface ApplyStep {
  readonly doing: 'read' | 'apply';
  /** Documents of the file, or objects of all files. */
  readonly done: number;
  readonly of: number;
  /** Letters of the text that the work since the last stop was about: how long it took, whatever the machine. */
  readonly letters: number;
}

/** A manifest file by its name. */
interface File {
  readonly name: string;
  readonly text: string;
}

/** One apply of all files: create, merge, and in the end prune. */
class Apply {
  private readonly problems = new Problems();
  private readonly objects = new Map<ObjectKey, AppliedObject>();
  private readonly seen = new Set<ObjectKey>();
  private snapshot = new Snapshot([]);

  constructor(
    private readonly before: Applied,
    private readonly client: ApplyTarget,
  ) {}

  *run(files: readonly File[]): Generator<ApplyStep, AppliedAll> {
    const manifests = new Map<string, Manifest>();
    for (const { name, text } of files) manifests.set(name, yield* this.read(name, text));
    const items = byDependency([...manifests].flatMap(([file, manifest]) => this.itemsOf(file, manifest)));
    this.snapshot = new Snapshot(items.map(({ value }) => value));
    for (const [i, item] of items.entries()) {
      if (this.apply(item)) yield { doing: 'apply', done: i + 1, of: items.length, letters: item.letters };
    }
    this.prune();
    return { applied: { manifests, objects: this.objects }, problems: this.problems.all };
  }

  private *read(name: string, text: string): Generator<ApplyStep, Manifest> {
    const steps = readInSteps(text, this.before.manifests.get(name));
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield { doing: 'read', ...step.value };
    }
  }

  /** The objects of a file. While a document does not parse, the file keeps its last good state as a whole. */
  private itemsOf(file: string, { documents, refusal }: Manifest): readonly Item[] {
    if (refusal !== undefined) this.problems.unread(file, refusal);
    for (const { document, line } of documents) {
      const { fault, doubled } = document;
      if (fault) this.problems.syntax(file, fault.range, line, fault.message);
      for (const { key, range } of doubled) this.problems.doubledKey(file, range, line, key);
    }
    return this.problems.hasErrors(file) ? [] : documents.flatMap((placed) => itemsIn(file, placed));
  }

  /** Whether the server was asked to write something. */
  private apply(item: Item): boolean {
    const fault = unsendable(item);
    if (!fault) return this.applyAs(keyInText(item.value as ApiObject), item);
    this.problems.unsent(item, fault.field, fault.message);
    return false;
  }

  private applyAs(key: ObjectKey, item: Item): boolean {
    if (this.seen.has(key)) {
      this.doubledObject(item, key);
      return false;
    }
    this.seen.add(key);
    const known = this.before.objects.get(key);
    const live = this.live(key);
    const same = live !== undefined && known?.document === item.document && known.value === item.value;
    if (same) this.unchanged(item, key, known);
    else this.write(item, key, live, known);
    return !same;
  }

  private unchanged(item: Item, key: ObjectKey, known: AppliedObject): void {
    for (const message of known.warnings) this.problems.warned(item, key, message);
    this.objects.set(key, known.file === item.file ? known : { ...known, file: item.file });
  }

  private live(key: ObjectKey): ApiObject | undefined {
    const { kind, namespace, name } = splitKey(key);
    return this.client.get(kind, namespace, name);
  }

  private write(item: Item, key: ObjectKey, live: ApiObject | undefined, known: AppliedObject | undefined): void {
    const { file, document, value } = item;
    const sent = this.snapshot.sendable(value);
    const last = known && this.snapshot.sendable(known.value).value;
    const merged = live ? threeWayMerge(live, last, sent.value) : sent.value;
    const raw: RawDocument = { value: merged, duplicates: [] };
    const { result, warnings } = live ? this.client.put(raw) : this.client.post(raw);
    if (result.ok) {
      if (sent.status) this.client.updateStatus({ ...result.value, status: sent.status } as ApiObject);
      for (const message of warnings) this.problems.warned(item, key, message);
      this.objects.set(keyOf(result.value), { file, document, value, warnings });
      return;
    }
    this.problems.refused(item, key, result.status);
    if (known) this.objects.set(key, known);
  }

  private doubledObject(item: Item, key: ObjectKey): void {
    const { kind, apiVersion } = item.value as ApiObject;
    const message = `${resourceOf(kind, apiVersion)} "${splitKey(key).name}" already exists`;
    this.problems.refused(item, key, { code: 409, reason: 'AlreadyExists', message });
  }

  /** Deletes what was applied and no longer stands in the text; what came from a file with errors stays until they are gone. */
  private prune(): void {
    const gone = [...this.before.objects].filter(([key]) => !this.objects.has(key));
    for (const [key, object] of gone.reverse()) {
      const { kind, namespace, name } = splitKey(key);
      if (this.problems.hasErrors(object.file)) this.objects.set(key, object);
      else this.client.delete(kind, namespace, name, { now: isTakenAsFound(this.live(key)) });
    }
  }
}

/** Why kubectl itself does not send an object, and the field that is to blame. */
function unsendable({ value, file }: Item): { readonly field: string; readonly message: string } | undefined {
  const fault = notAnObject(value);
  if (fault !== undefined) return { field: '', message: fault };
  const { kind, apiVersion, metadata } = value as ApiObject;
  if (!isServed(apiVersion, kind)) {
    const { name, namespace } = (metadata ?? {}) as Partial<ApiObject['metadata']>;
    const message = unmappedKind(kind, apiVersion, nameText(name), nameText(namespace), file);
    return { field: 'kind', message };
  }
  const nameless = namelessObject(metadata);
  return nameless === undefined ? undefined : { field: 'metadata', message: nameless };
}

/** No kubelet stops a Pod that was taken as found, so nobody waits for it. */
const isTakenAsFound = (object: ApiObject | undefined): boolean => object !== undefined && isFromSnapshot(object);

function keyInText({ kind, metadata }: ApiObject): ObjectKey {
  const { name, namespace } = (metadata ?? {}) as Partial<ApiObject['metadata']>;
  return objectKey(kind, isNamespaced(kind) ? nameText(namespace ?? 'default') : '', nameText(name));
}

/**
 * Applies the whole text of all files, as `kubectl apply --prune` would: new objects are created, changed ones merged with
 * what the text said before, objects that left the text deleted. What is refused keeps its last good state. Unchanged
 * documents cost a look at their identity.
 */
export function applyAll(files: readonly File[], before: Applied, client: ApplyTarget): AppliedAll {
  const steps = applyInSteps(files, before, client);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, stopping within a long document and after every object that was written, so that others can have a turn. */
export function applyInSteps(
  files: readonly File[],
  before: Applied,
  client: ApplyTarget,
): Generator<ApplyStep, AppliedAll> {
  return new Apply(before, client).run(files);
}
