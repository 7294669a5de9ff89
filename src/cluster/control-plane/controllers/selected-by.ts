import { type ApiObject, type LabelSelector, labelSelectorMatches, namespacedName } from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';

type Workload = ApiObject & { readonly spec: { readonly selector: LabelSelector } };

/** The workloads of a kind that might take in an object without a manager, as `namespace/name`. Models getPodReplicaSets and its like (v1.36). */
export function* selectedBy<T extends Workload>(kind: T['kind'], object: ApiObject, read: Reader): Generator<string> {
  for (const workload of read.list<T>(kind, object.metadata.namespace ?? ''))
    if (labelSelectorMatches(workload.spec.selector, object.metadata.labels)) yield namespacedName(workload);
}
