import type { ApiObject, Status } from '../../../src/api/index.ts';
import {
  type Answer,
  bootstrap,
  isNamespaced,
  isServed,
  Session,
} from '../../../src/cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../../src/cluster/control-plane/etcd/index.ts';
import {
  type Applied,
  type ApplyTarget,
  applyAll,
  nothingApplied,
  readManifest,
  refusalText,
  unsentText,
} from '../../../src/kubectl/index.ts';
import { randomFrom } from '../../../src/sim/index.ts';
import { type Area, failed, jsonOf, passed, textOf } from '../case.ts';
import { valueDifference } from '../difference.ts';

type Json = Readonly<Record<string, unknown>>;
type Document = ReturnType<typeof readManifest>['documents'][number]['document'];

/** What a list of `expect*.json` says about one document. */
interface Expected {
  readonly verdict: 'created' | 'rejected' | 'updated' | 'applied';
  readonly by?: 'kubectl';
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly causes?: readonly unknown[];
  readonly kubectl?: string;
  readonly object?: Json;
  readonly warnings?: readonly string[];
}

const FILE = 'input.yaml';

/** Fields whose values the server picks, where no document names one. */
const PICKED = new Set(['clusterIP', 'clusterIPs', 'nodePort', 'healthCheckNodePort']);
const UNREPEATABLE = new Set(['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation']);

function emptyCluster(): Session {
  const session = new Session(emptySnapshot, new Indexes(), {
    random: randomFrom(1),
    now: 0,
  });
  bootstrap(session);
  return session;
}

const documentsOf = (folder: string, file: string): readonly Document[] =>
  readManifest(textOf(folder, file) ?? '').documents.map(({ document }) => document);

/** All values of fields that the server would pick otherwise, as they stand somewhere in the value. */
function* pickedValues(value: unknown, field = ''): Generator<unknown> {
  if (Array.isArray(value)) for (const item of value) yield* pickedValues(item, field);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) yield* pickedValues(part, PICKED.has(key) ? key : '');
  } else if (field !== '') yield value;
}

/** An object as the recording wrote it down. */
function normalised(value: unknown, named: ReadonlySet<unknown>, before: ReadonlySet<unknown>, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => normalised(item, named, before, field));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([key]) => !(field === 'metadata' && UNREPEATABLE.has(key)));
    return Object.fromEntries(entries.map(([key, part]) => [key, normalised(part, named, before, key)]));
  }
  if (!PICKED.has(field) || value === 'None' || named.has(value)) return value;
  return before.has(value) ? '<kept>' : '<allocated>';
}

/** A Status as it travels: empty texts and empty lists are left out. */
function travelled({ code, reason, message, causes = [] }: Status): Json {
  const lines = causes.map((cause) => Object.fromEntries(Object.entries(cause).filter(([, text]) => text !== '')));
  return { code, reason, message, ...(lines.length > 0 && { causes: lines }) };
}

const nameOf = (object: ApiObject): string => String(object.metadata?.name ?? '');

/** `service/web`, `deployment.apps/web`: how kubectl names an object. */
function kubectlName({ apiVersion, kind, metadata }: ApiObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}

/** What a recording of this answer would look like. */
function recorded(answer: Answer, verdict: Expected['verdict'], normal: (object: ApiObject) => unknown): Json {
  const { result, warnings } = answer;
  const told = warnings.length > 0 ? { warnings } : {};
  if (!result.ok) return { verdict: 'rejected', ...travelled(result.status), ...told };
  return { verdict, object: normal(result.value), ...told };
}

class Case {
  private readonly input: readonly Document[];
  private readonly update: readonly Document[];
  private readonly named: ReadonlySet<unknown>;

  constructor(private readonly folder: string) {
    this.input = documentsOf(folder, 'input.yaml');
    this.update = documentsOf(folder, 'update.yaml');
    this.named = new Set([...this.input, ...this.update].flatMap(({ value }) => [...pickedValues(value)]));
  }

  /** The first difference of all that the case expects. */
  difference(): string | undefined {
    const cluster = emptyCluster();
    return (
      this.list('expect.json', this.input, (document) => this.created(cluster, document)) ??
      this.updates(cluster) ??
      this.applies()
    );
  }

  private updates(cluster: Session): string | undefined {
    return this.list('expect-update.json', this.update, (document) => this.replaced(cluster, document));
  }

  private applies(): string | undefined {
    if (!textOf(this.folder, 'expect-apply.json')) return undefined;
    const cluster = emptyCluster();
    const known = this.input.map((document, i) => applyOne(cluster, nothingApplied, `${i}`, document).applied);
    return this.list('expect-apply.json', this.update, (document, i) =>
      this.applied(cluster, known[i] ?? nothingApplied, document, `${i}`),
    );
  }

  private list(
    file: string,
    documents: readonly Document[],
    actual: (document: Document, i: number) => Json,
  ): string | undefined {
    const expected = jsonOf<readonly Expected[]>(this.folder, file) ?? [];
    for (const [i, one] of expected.entries()) {
      const document = documents[i];
      if (!document) return `${file}: the case expects more than it has documents`;
      const { kubectl, ...answer } = actual(document, i);
      const compared = one.kubectl === undefined ? answer : { ...answer, kubectl };
      const difference = valueDifference(`${file}[${i}]`, compared, one);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  private created(cluster: Session, document: Document): Json {
    const unsent = unsentText(document, FILE, isServed);
    if (unsent !== undefined) return { verdict: 'rejected', by: 'kubectl', kubectl: unsent };
    const duplicates = document.doubled.map(({ key, range }) => ({ key, line: range.line - markerLines(document) }));
    const kubectl = this.creating(cluster, document);
    const answer = cluster.post({ value: document.value, duplicates });
    return {
      ...recorded(answer, 'created', (object) => normalised(object, this.named, new Set())),
      kubectl,
    };
  }

  /** What `kubectl apply` prints for this document; it drops doubled keys before it sends. Tried on a copy of the cluster. */
  private creating(cluster: Session, document: Document): string {
    const copy = new Session(cluster.snapshot, Indexes.fromScratch(cluster.snapshot), {
      random: randomFrom(1),
      now: 0,
    });
    const object = document.value as ApiObject;
    const { result, warnings } = copy.post({ value: object, duplicates: [] });
    if (result.ok) return `${kubectlName(result.value)} created\n`;
    const told = warnings.map((warning) => `Warning: ${warning}\n`).join('');
    return told + refusalText(result.status, object.kind, nameOf(object), 'creating', FILE);
  }

  private replaced(cluster: Session, document: Document): Json {
    const before = new Set(pickedValues(liveOf(cluster, document)));
    const answer = cluster.put({ value: document.value, duplicates: [] });
    return recorded(answer, 'updated', (object) => normalised(object, this.named, before));
  }

  private applied(cluster: Session, known: Applied, document: Document, file: string): Json {
    const live = liveOf(cluster, document);
    const { answer } = applyOne(cluster, known, file, document);
    if (!answer) return { verdict: 'rejected', kubectl: 'kubectl sent nothing' };
    const { result } = answer;
    const object = document.value as ApiObject;
    if (!result.ok)
      return {
        verdict: 'rejected',
        kubectl: refusalText(result.status, object.kind, nameOf(object), 'applying patch', 'update.yaml'),
      };
    const verb = result.value === live ? 'unchanged' : 'configured';
    const kubectl = `${kubectlName(result.value)} ${verb}\n`;
    return {
      verdict: 'applied',
      kubectl,
      object: normalised(result.value, this.named, new Set(pickedValues(live))),
    };
  }
}

/** A document's text begins on the line of its marker; the recording sent what follows it. */
const markerLines = ({ text }: Document): number => (/^[ \t\r]*\n/.test(text) ? 1 : 0);

function liveOf(cluster: Session, document: Document): ApiObject | undefined {
  const object = document.value as ApiObject;
  const namespace = isNamespaced(object.kind) ? (object.metadata.namespace ?? 'default') : '';
  return cluster.get(object.kind, namespace, nameOf(object));
}

/** `kubectl apply` of one document as a file of its own, and what the server answered. */
function applyOne(
  cluster: Session,
  applied: Applied,
  name: string,
  document: Document,
): { readonly applied: Applied; readonly answer: Answer | undefined } {
  let answer: Answer | undefined;
  const heard = (one: Answer): Answer => {
    answer = one;
    return one;
  };
  const target: ApplyTarget = Object.assign(Object.create(cluster) as Session, {
    post: (document: Parameters<Session['post']>[0]) => heard(cluster.post(document)),
    put: (document: Parameters<Session['put']>[0]) => heard(cluster.put(document)),
  });
  const after = applyAll([{ name, text: document.text }], applied, target);
  return { applied: after.applied, answer };
}

/** What the API server answers to every document, created, replaced and applied. */
export const admission: Area = {
  name: 'admission',
  run(folder) {
    const difference = new Case(folder).difference();
    return difference === undefined ? passed : failed(difference);
  },
};
