import { type DaemonSet, isPodTerminating, type Pod } from '../../../../api/index.ts';
import { untilAvailable } from '../pod-availability.ts';
import { REVISION_HASH } from './daemon-pod.ts';

/** How many nodes may be without a serving Pod while a new template rolls out: at least one. */
function maxUnavailable({ spec }: DaemonSet, desired: number): number {
  const value = spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  return Math.max(1, typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) * desired) / 100));
}

/**
 * The Pods of an old template to delete now, given the Pods on each Node that should have one: those that serve nobody,
 * and as many others as `maxUnavailable` has room for. Models daemon rollingUpdate without surge (v1.36).
 */
export function outdatedPods(
  set: DaemonSet,
  podsOf: ReadonlyMap<string, readonly Pod[]>,
  hash: string,
  now: number,
): readonly Pod[] {
  const isAvailable = (pod: Pod): boolean => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0;
  const dead: Pod[] = [];
  const serving: Pod[] = [];
  let missing = 0;
  for (const pods of podsOf.values()) {
    const [pod, ...more] = pods.filter((one) => !isPodTerminating(one));
    const available = pod !== undefined && more.length === 0 && isAvailable(pod);
    if (!available) missing++;
    if (!pod || more.length > 0 || pod.metadata.labels?.[REVISION_HASH] === hash) continue;
    (available ? serving : dead).push(pod);
  }
  const room = Math.max(0, maxUnavailable(set, podsOf.size) - missing);
  return [...dead, ...serving.slice(0, room)];
}
