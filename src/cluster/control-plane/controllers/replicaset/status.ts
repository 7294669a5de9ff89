import { isPodReady, type Pod, type ReplicaSet } from '../../../../api/index.ts';
import { untilAvailable } from '../pod-availability.ts';

/** What a ReplicaSet says of its Pods. Models replicaset calculateStatus (v1.36). */
export function countedStatus(
  set: ReplicaSet,
  pods: readonly Pod[],
  terminating: number,
  now: number,
): NonNullable<ReplicaSet['status']> {
  const template = Object.entries(set.spec.template.metadata?.labels ?? {});
  const isLabelled = ({ metadata }: Pod): boolean => template.every(([key, value]) => metadata.labels?.[key] === value);
  const isAvailable = (pod: Pod): boolean => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0;
  return {
    ...(set.metadata.generation !== undefined && { observedGeneration: set.metadata.generation }),
    replicas: pods.length,
    fullyLabeledReplicas: pods.filter(isLabelled).length,
    readyReplicas: pods.filter(isPodReady).length,
    availableReplicas: pods.filter(isAvailable).length,
    terminatingReplicas: terminating,
  };
}
