import { isPodFinished, isPodTerminating, type Pod, type StatefulSet } from '../../../../api/index.ts';
import type { Client } from '../../apiserver/client.ts';
import { deletePod } from '../pod-control.ts';
import { ordinalOf, withIdentity } from './ordinal-pod.ts';
import { isAvailable, isCreated, type Replicas } from './replicas.ts';

const isOrdered = ({ spec }: StatefulSet): boolean => spec.podManagementPolicy !== 'Parallel';

/** Sees to one ordinal that there should be; true when it stands, so that the next one may be looked at. Models processReplica (v1.36). */
function stands(set: StatefulSet, pod: Pod, client: Client, now: number): boolean {
  if (isPodFinished(pod)) {
    if (!isPodTerminating(pod)) deletePod(pod, client);
    return false;
  }
  if (!isCreated(pod)) {
    client.create(pod);
    return false;
  }
  if (isOrdered(set) && !isAvailable(pod, set, now)) return false;
  const right = withIdentity(set, pod, ordinalOf(set, pod) ?? 0);
  if (right !== pod) client.update(right);
  return true;
}

/**
 * Makes the Pods that are missing, upwards; in order, each waits until the one below is available. False: there is
 * something to wait for.
 */
export function grow(set: StatefulSet, { wanted }: Replicas, client: Client, now: number): boolean {
  for (const pod of wanted) if (!stands(set, pod, client, now) && isOrdered(set)) return false;
  return true;
}

/**
 * Deletes the Pods that are too many, downwards; in order, one at a time, and none that is available while another one is
 * not. False: there is something to wait for. Models processCondemned (v1.36).
 */
export function shrink(set: StatefulSet, { wanted, condemned }: Replicas, client: Client, now: number): boolean {
  const available = (pod: Pod): boolean => isAvailable(pod, set, now);
  const firstUnavailable = [...wanted, ...[...condemned].reverse()].find((pod) => !available(pod));
  for (const pod of condemned) {
    const waits = isOrdered(set) && !available(pod) && pod !== firstUnavailable;
    if (!isPodTerminating(pod) && !waits) deletePod(pod, client);
    if (isOrdered(set)) return false;
  }
  return true;
}
