import { type ApiObject, keyOf, type ObjectKey, objectKey, splitKey, type Status } from '../../api/index.ts';
import { type Answer, type Client, isNamespaced, isServed, type RawDocument } from '../../cluster/control-plane/apiserver/index.ts';
import { notAnObject, unmappedKind } from '../errors.ts';
import type { ManifestDocument, Range } from '../manifest/document.ts';
import { type Manifest, readManifest } from '../manifest/read.ts';
import { threeWayMerge } from './merge.ts';

/** Something wrong with a file, where it stands. Lines count from 1 in the file. */
export interface ManifestProblem extends Range {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  readonly from: 'syntax' | 'server';
  readonly message: string;
  readonly code?: string;
  readonly field?: string;
  readonly object?: ObjectKey;
}

/** What a document was when it was last applied with success. */
interface AppliedObject {
  readonly file: string;
  readonly document: ManifestDocument;
  readonly value: unknown;
}

/** kubectl's memory between two applies: the files as read, and what each object was applied from. A value. */
export interface Applied {
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly objects: ReadonlyMap<ObjectKey, AppliedObject>;
}

export const nothingApplied: Applied = { manifests: new Map(), objects: new Map() };

/** The API server as kubectl needs it. */
export interface ApplyTarget extends Client {
  post(document: RawDocument): Answer;
  put(document: RawDocument): Answer;
}

/** What an apply of all files came to. */
export interface AppliedAll {
  readonly applied: Applied;
  readonly problems: readonly ManifestProblem[];
}

interface Item {
  readonly file: string;
  readonly document: ManifestDocument;
  readonly line: number;
  /** The object itself; for an element of a `List`, the element. */
  readonly value: unknown;
  /** Where the object stands in its document: empty, or `items[3]`. */
  readonly at: string;
}

/** One apply of all files: create, merge, and in the end prune. */
class Apply {
  readonly problems: ManifestProblem[] = [];
  private readonly objects = new Map<ObjectKey, AppliedObject>();
  private complete = true;

  constructor(
    private readonly before: Applied,
    private readonly client: ApplyTarget,
  ) {}

  run(files: readonly { readonly name: string; readonly text: string }[]): AppliedAll {
    const manifests = new Map(files.map(({ name, text }) => [name, readManifest(text, this.before.manifests.get(name))]));
    const items = [...manifests].flatMap(([file, manifest]) => this.itemsOf(file, manifest));
    for (const item of byDependency(items)) this.apply(item);
    this.prune(new Set(files.map(({ name }) => name)));
    return { applied: { manifests, objects: this.objects }, problems: this.problems };
  }

  private itemsOf(file: string, manifest: Manifest): Item[] {
    if (manifest.refusal !== undefined) {
      this.complete = false;
      this.problems.push({ file, line: 1, column: 1, endLine: 1, endColumn: 2, severity: 'error', from: 'syntax', message: manifest.refusal });
    }
    return manifest.documents.flatMap(({ document, line }) => this.itemsIn(file, document, line));
  }

  private itemsIn(file: string, document: ManifestDocument, line: number): Item[] {
    const item: Item = { file, document, line, value: document.value, at: '' };
    if (document.fault) {
      this.complete = false;
      this.problems.push({ file, ...placed(document.fault.range, line), severity: 'error', from: 'syntax', message: document.fault.message });
      return [];
    }
    for (const { key, range } of document.doubled) {
      const message = `yaml: unmarshal errors:\n  line ${range.line}: key "${key}" already set in map`;
      this.problems.push({ file, ...placed(range, line), severity: 'warning', from: 'server', message, code: '400 BadRequest' });
    }
    const { kind, items } = (document.value ?? {}) as { kind?: unknown; items?: unknown };
    if (kind !== 'List' || !Array.isArray(items)) return document.value === null ? [] : [item];
    return items.map((value, i) => ({ ...item, value, at: `items[${i}]` }));
  }

  private apply(item: Item): void {
    const fault = notAnObject(item.value);
    if (fault !== undefined) return this.complain(item, fault, '');
    const object = item.value as ApiObject;
    const { kind, apiVersion } = object;
    if (!isServed(apiVersion, kind)) {
      const { name = '', namespace = '' } = (object.metadata ?? {}) as Partial<ApiObject['metadata']>;
      return this.complain(item, unmappedKind(kind, apiVersion, String(name), String(namespace)), 'kind');
    }
    const key = this.keyOf(object);
    if (this.objects.has(key)) return this.doubledObject(item, key);
    const known = this.before.objects.get(key);
    const live = this.live(key);
    if (live && known?.document === item.document && known.value === item.value) this.objects.set(key, known);
    else this.write(item, key, live, known);
  }

  private keyOf(object: ApiObject): ObjectKey {
    const { name, namespace } = (object.metadata ?? {}) as Partial<ApiObject['metadata']>;
    return objectKey(object.kind, isNamespaced(object.kind) ? String(namespace ?? 'default') : '', String(name ?? ''));
  }

  private live(key: ObjectKey): ApiObject | undefined {
    const { kind, namespace, name } = splitKey(key);
    return this.client.get(kind, namespace, name);
  }

  private write(item: Item, key: ObjectKey, live: ApiObject | undefined, known: AppliedObject | undefined): void {
    const value = live ? threeWayMerge(live, known?.value, item.value) : item.value;
    const document: RawDocument = { value, duplicates: [] };
    const { result, warnings } = live ? this.client.put(document) : this.client.post(document);
    for (const message of warnings) this.warn(item, key, message);
    if (result.ok) {
      this.objects.set(keyOf(result.value), { file: item.file, document: item.document, value: item.value });
      return;
    }
    this.refuse(item, key, result.status);
    if (known) this.objects.set(key, known);
  }

  private doubledObject(item: Item, key: ObjectKey): void {
    const { kind, name } = splitKey(key);
    this.complain(item, `${kind} "${name}" stands twice in the text; the first one holds`, 'metadata.name', key);
  }

  private complain(item: Item, message: string, field: string, object?: ObjectKey): void {
    const range = this.rangeIn(item, field);
    this.problems.push({ file: item.file, ...range, severity: 'error', from: 'server', message, ...(object && { object }) });
  }

  private warn(item: Item, object: ObjectKey, message: string): void {
    const field = /^([\w.[\]]+)/.exec(message)?.[1] ?? '';
    this.problems.push({ file: item.file, ...this.rangeIn(item, field), severity: 'warning', from: 'server', message, object });
  }

  /** One problem per cause, each on its field's line; without causes, one on the object. */
  private refuse(item: Item, object: ObjectKey, status: Status): void {
    const code = `${status.code} ${status.reason}`;
    const base = { file: item.file, severity: 'error', from: 'server', code, object } as const;
    const causes = status.causes ?? [];
    for (const { field, message } of causes) {
      this.problems.push({ ...base, ...this.rangeIn(item, field), field, message: `${field}: ${message}` });
    }
    if (causes.length > 0) return;
    const field = /unknown field "([^"]+)"/.exec(status.message)?.[1] ?? /Go struct field \w+\.([\w.]+)/.exec(status.message)?.[1];
    this.problems.push({ ...base, ...this.rangeIn(item, field ?? ''), message: status.message, ...(field !== undefined && { field }) });
  }

  private rangeIn({ document, line, at }: Item, field: string): Range {
    return placed(document.locate([at, field].filter((part) => part !== '').join('.')), line);
  }

  /** Deletes what was applied from these files and no longer stands in them, unless a file could not be read. */
  private prune(files: ReadonlySet<string>): void {
    const gone = [...this.before.objects].filter(([key, { file }]) => !this.objects.has(key) && files.has(file));
    for (const [key, object] of gone.reverse()) {
      const { kind, namespace, name } = splitKey(key);
      if (this.complete) this.client.delete(kind, namespace, name);
      else this.objects.set(key, object);
    }
  }
}

const placed = (range: Range, line: number): Range => ({ ...range, line: range.line + line, endLine: range.endLine + line });

/** Namespaces and Nodes first, as `kubectl apply -f` of a folder is sorted by those who write one. */
function byDependency(items: readonly Item[]): Item[] {
  const rank = ({ value }: Item): number => {
    const kind = (value as { kind?: unknown } | null)?.kind;
    return kind === 'Namespace' ? 0 : kind === 'Node' ? 1 : 2;
  };
  return [...items].sort((one, other) => rank(one) - rank(other));
}

/**
 * Applies the whole text of all files, as `kubectl apply --prune` would: new objects are created, changed ones merged with
 * what the text said before, objects that left the text deleted. What is refused keeps its last good state. Unchanged
 * documents cost a look at their identity.
 */
export function applyAll(files: readonly { readonly name: string; readonly text: string }[], before: Applied, client: ApplyTarget): AppliedAll {
  return new Apply(before, client).run(files);
}
