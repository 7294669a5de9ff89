import { type DaemonSet, isPodReady, isPodTerminating, type Pod } from '../../../../api/index.ts';
import { untilAvailable } from '../pod-availability.ts';
import { REVISION_HASH } from './daemon-pod.ts';

/** What a DaemonSet says of its Pods: those on the Nodes that should have one, and on how many others there are some. Models daemon updateDaemonSetStatus (v1.36). */
export function countedStatus(
  set: DaemonSet,
  podsOf: ReadonlyMap<string, readonly Pod[]>,
  misscheduled: number,
  hash: string,
  now: number,
): NonNullable<DaemonSet['status']> {
  const first = [...podsOf.values()].flatMap((pods) => pods.find((pod) => !isPodTerminating(pod)) ?? []);
  const available = first.filter((pod) => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0).length;
  const updated = first.filter(({ metadata }) => metadata.labels?.[REVISION_HASH] === hash).length;
  const unavailable = podsOf.size - available;
  return {
    currentNumberScheduled: first.length,
    numberMisscheduled: misscheduled,
    desiredNumberScheduled: podsOf.size,
    numberReady: first.filter(isPodReady).length,
    ...(set.metadata.generation !== undefined && { observedGeneration: set.metadata.generation }),
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(available > 0 && { numberAvailable: available }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
  };
}
