import { type ControllerRevision, isPodTerminating, type Pod, type StatefulSet } from '../../../../api/index.ts';
import { templateOf } from '../controller-revisions.ts';
import { untilAvailable } from '../pod-availability.ts';
import { ordinalOf, ordinalPod, ordinals } from './ordinal-pod.ts';

/** The revision that Pods had before a rollout, and the one that it brings. Outside of a rollout they are the same. */
export interface Rollout {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

/** The Pods of a StatefulSet by what is to become of them. */
export interface Replicas {
  /** One for each ordinal that there should be, upwards; where there is none, the one to make. */
  readonly wanted: readonly Pod[];
  /** Those with an ordinal that there should not be, downwards. */
  readonly condemned: readonly Pod[];
}

/** Whether a Pod is stored, not merely about to be made. */
export const isCreated = ({ status }: Pod): boolean => status?.phase !== undefined;

/** Whether a Pod counts as there: ready for long enough, and not on its way out. Models statefulset isUnavailable (v1.36). */
export function isAvailable(pod: Pod, { spec }: StatefulSet, now: number): boolean {
  return !isPodTerminating(pod) && untilAvailable(pod, spec.minReadySeconds ?? 0, now) === 0;
}

/** Below the partition Pods are still made from the old revision. Models newVersionedStatefulSetPod (v1.36). */
function versionedPod(set: StatefulSet, { current, update }: Rollout, ordinal: number): Pod {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  const partition = type === 'OnDelete' ? 0 : (rollingUpdate?.partition ?? 0);
  const revision = ordinal < ordinals(set).start + partition ? current : update;
  return ordinalPod(set, templateOf(revision), revision.metadata.name, ordinal);
}

/** Sorts the Pods of a StatefulSet into those that it wants and those that are too many. */
export function replicasOf(set: StatefulSet, pods: readonly Pod[], rollout: Rollout): Replicas {
  const { start, end } = ordinals(set);
  const known = new Map(pods.map((pod) => [ordinalOf(set, pod) ?? -1, pod]));
  const condemned = [...known].filter(([ordinal]) => ordinal < start || ordinal >= end).sort(([a], [b]) => b - a);
  const wanted = Array.from({ length: end - start }, (_, i) => start + i);
  return {
    wanted: wanted.map((ordinal) => known.get(ordinal) ?? versionedPod(set, rollout, ordinal)),
    condemned: condemned.map(([, pod]) => pod),
  };
}
