import { type ApiObject, type LabelSelector, labelSelectorMatches, SNAPSHOT_ANNOTATION } from '../../api/index.ts';

/** Workloads whose Pods may be part of the same dump. */
const WORKLOADS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];

/** Fields that a server wrote for itself; they mean nothing to another server. */
const SERVERS_OWN = ['resourceVersion', 'managedFields', 'generation', 'selfLink'];

interface Dumped extends ApiObject {
  readonly status?: Readonly<Record<string, unknown>>;
  readonly spec?: unknown;
}

const isObject = (value: unknown): value is Dumped => typeof value === 'object' && value !== null;
const namespaceOf = ({ metadata }: Dumped): string => metadata?.namespace ?? 'default';

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What nobody has checked yet, as a selector; undefined when it could not be one. */
function selectorOf(spec: unknown): LabelSelector | undefined {
  const selector = isFields(spec) && Object.hasOwn(spec, 'selector') ? spec['selector'] : undefined;
  if (!isFields(selector)) return undefined;
  const { matchExpressions = [] } = selector as { matchExpressions?: unknown };
  const usable =
    Array.isArray(matchExpressions) &&
    matchExpressions.every((line) => isFields(line) && Array.isArray(line['values'] ?? []));
  return usable ? (selector as LabelSelector) : undefined;
}

/** Whether the document says how things are, more than the `status: {}` that `--dry-run` prints. A Node does with its conditions. */
function isReported({ kind, status }: Dumped): boolean {
  const fields = Object.keys(status ?? {});
  return kind === 'Node' ? fields.includes('conditions') : fields.length > 0;
}

/** The document without what its server wrote for itself; a document that no server has seen is left as it is. */
function withoutServersOwn({ status: _, ...rest }: Dumped): Dumped {
  const kept = Object.entries(rest.metadata ?? {}).filter(([field]) => !SERVERS_OWN.includes(field));
  return { ...rest, metadata: Object.fromEntries(kept) as unknown as ApiObject['metadata'] };
}

/** What is to be sent for a document, and the status to be written after it. */
export interface Sendable {
  readonly value: unknown;
  readonly status?: unknown;
}

/**
 * A text in which Pods or Nodes come with a status is a dump of a live cluster: those are sent with a mark that makes
 * kubelets leave them alone, and their status is written as well, which kubectl itself would not do. A workload is marked
 * only when the text brings Pods of it, so that a single dumped Deployment still makes its own.
 */
export class Snapshot {
  private readonly pods: readonly Dumped[];

  constructor(values: readonly unknown[]) {
    this.pods = values.filter(isObject).filter((value) => value.kind === 'Pod' && isReported(value));
  }

  sendable(value: unknown): Sendable {
    if (!isObject(value) || !isObject(value.metadata)) return { value };
    const found = isReported(value) && this.isTakenAsFound(value);
    const isDump = found || value.metadata.resourceVersion !== undefined;
    if (!isDump) return { value };
    const { status } = value;
    const own = withoutServersOwn(value);
    if (!found) return { value: own, ...(value.kind === 'Service' && status && { status }) };
    const annotations = { ...own.metadata.annotations, [SNAPSHOT_ANNOTATION]: 'true' };
    return { value: { ...own, metadata: { ...own.metadata, annotations } }, status };
  }

  private isTakenAsFound(value: Dumped): boolean {
    if (value.kind === 'Pod' || value.kind === 'Node') return true;
    const selector = WORKLOADS.includes(value.kind) ? selectorOf(value.spec) : undefined;
    return (
      selector !== undefined &&
      this.pods.some(
        (pod) => namespaceOf(pod) === namespaceOf(value) && labelSelectorMatches(selector, pod.metadata?.labels ?? {}),
      )
    );
  }
}
