import { isPodTerminating, type Pod, type StatefulSet } from '../../../../api/index.ts';
import { revisionOf } from './ordinal-pod.ts';
import { isAvailable, type Replicas } from './replicas.ts';

/** How many Pods may be away at once: at least one. Models getStatefulSetMaxUnavailable (v1.36), where a share is rounded up. */
function maxUnavailable({ spec }: StatefulSet): number {
  const value = spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  const share = typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) * (spec.replicas ?? 1)) / 100);
  return Math.max(1, share);
}

/**
 * The Pods of an old revision to delete now: from the top down to the partition, as many as may be away besides those that
 * are away already. Where order does not matter, old ones that serve nobody go at once. Models
 * updateStatefulSetAfterInvariantEstablished (v1.36).
 */
export function outdated(set: StatefulSet, { wanted }: Replicas, update: string, now: number): readonly Pod[] {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  const available = (pod: Pod): boolean => isAvailable(pod, set, now);
  const room = Math.max(0, maxUnavailable(set) - wanted.filter((pod) => !available(pod)).length);
  const old = wanted
    .slice(rollingUpdate?.partition ?? 0)
    .reverse()
    .filter((pod) => revisionOf(pod) !== update && !isPodTerminating(pod));
  if (set.spec.podManagementPolicy !== 'Parallel') return old.slice(0, room);
  return [...old.filter((pod) => !available(pod)), ...old.filter(available).slice(0, room)];
}
