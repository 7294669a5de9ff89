import { type ApiObject, type LabelSelector, labelSelectorMatches, namespacedName } from '../../../api/index.ts';
import type { Change, Reader } from '../apiserver/client.ts';
import { controllerOf } from './controller-ref.ts';

type Workload = ApiObject & { readonly spec: { readonly selector: LabelSelector } };

/** The workloads of a kind that might take in an object without a manager, as `namespace/name`. Models getPodReplicaSets and its like (v1.36). */
export function* selectedBy<T extends Workload>(kind: T['kind'], object: ApiObject, read: Reader): Generator<string> {
  for (const workload of read.list<T>(kind, object.metadata.namespace ?? ''))
    if (labelSelectorMatches(workload.spec.selector, object.metadata.labels)) yield namespacedName(workload);
}

/**
 * The workloads of a kind that a changed Pod matters to, as `namespace/name`: its manager before and after, or, while it has
 * none, those that might take it in.
 */
export function managersOf<T extends Workload>(kind: T['kind']) {
  return function* ({ before, after }: Change, read: Reader): Generator<string> {
    for (const pod of [before, after]) {
      if (!pod) continue;
      const owner = controllerOf(pod);
      if (owner?.kind === kind) yield `${pod.metadata.namespace}/${owner.name}`;
      if (!owner) yield* selectedBy<T>(kind, pod, read);
    }
  };
}
