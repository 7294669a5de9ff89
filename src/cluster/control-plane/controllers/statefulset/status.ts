import { isPodReady, isPodTerminating, type Pod, type StatefulSet } from '../../../../api/index.ts';
import { untilAvailable } from '../pod-availability.ts';
import { revisionOf } from './ordinal-pod.ts';
import { isCreated, type Rollout } from './replicas.ts';

type Status = NonNullable<StatefulSet['status']>;

/** What a StatefulSet says of its Pods; once all are of the new revision, that one is the current one. Models updateStatus and completeRollingUpdate (v1.36). */
export function countedStatus(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: Rollout,
  collisionCount: number,
  now: number,
): Status {
  const created = pods.filter(isCreated);
  const of = (revision: string): number =>
    created.filter((pod) => !isPodTerminating(pod) && revisionOf(pod) === revision).length;
  const ready = created.filter(isPodReady);
  const available = ready.filter((pod) => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0).length;
  const wanted = set.spec.replicas ?? 1;
  const updated = of(update.metadata.name);
  const rolls = set.spec.updateStrategy?.type !== 'OnDelete';
  const complete = rolls && [updated, ready.length, created.length].every((count) => count === wanted);
  const latest = complete ? update : current;
  const currents = of(latest.metadata.name);
  return {
    ...(set.metadata.generation !== undefined && { observedGeneration: set.metadata.generation }),
    replicas: created.length,
    ...(ready.length > 0 && { readyReplicas: ready.length }),
    ...(currents > 0 && { currentReplicas: currents }),
    ...(updated > 0 && { updatedReplicas: updated }),
    currentRevision: latest.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
    availableReplicas: available,
  };
}
