import type { Deployment, ReplicaSet } from '../../../../api/index.ts';
import { sizeNoted } from './revisions.ts';
import { fenceposts, isRollingUpdate, sum, wantedPods } from './rolling.ts';

const isActive = (set: ReplicaSet): boolean => wantedPods(set) > 0;

/** Whether the Deployment was given another size since its ReplicaSets were told. Models deployment isScalingEvent (v1.36). */
export function isScaling(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.filter(isActive).some((set) => {
    const { desired } = sizeNoted(set);
    return desired !== undefined && desired !== (deployment.spec.replicas ?? 1);
  });
}

function isSaturated({ spec }: Deployment, set: ReplicaSet | undefined): boolean {
  const replicas = spec.replicas ?? 1;
  if (!set || wantedPods(set) !== replicas) return false;
  return sizeNoted(set).desired === replicas && (set.status?.availableReplicas ?? 0) === replicas;
}

/** By how much one ReplicaSet changes when all of them do: in proportion to what it has. Models deploymentutil GetReplicaSetProportion (v1.36). */
function proportion(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (wantedPods(set) === 0 || toAdd === added) return 0;
  const replicas = deployment.spec.replicas ?? 1;
  const before = sizeNoted(set).most || (deployment.status?.replicas ?? 0);
  const grown =
    replicas === 0 || before === 0
      ? 0
      : Math.round((wantedPods(set) * (replicas + fenceposts(deployment).surge)) / before);
  const fraction = grown - wantedPods(set);
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

/** Larger ones first; of two equal ones the newer when growing, the older when shrinking. */
function inOrder(sets: readonly ReplicaSet[], grows: boolean): readonly ReplicaSet[] {
  const newestFirst = [...sets].reverse();
  return (grows ? newestFirst : [...sets]).sort((a, b) => wantedPods(b) - wantedPods(a));
}

function spread(deployment: Deployment, active: readonly ReplicaSet[]): ReadonlyMap<ReplicaSet, number> {
  const replicas = deployment.spec.replicas ?? 1;
  const allowed = replicas > 0 ? replicas + fenceposts(deployment).surge : 0;
  const toAdd = allowed - sum(active, wantedPods);
  const sizes = new Map<ReplicaSet, number>();
  let added = 0;
  for (const set of inOrder(active, toAdd > 0)) {
    const part = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added);
    sizes.set(set, wantedPods(set) + part);
    added += part;
  }
  const [largest] = sizes.keys();
  if (largest && toAdd !== added) sizes.set(largest, Math.max(0, (sizes.get(largest) ?? 0) + toAdd - added));
  return sizes;
}

/**
 * The sizes of a Deployment's ReplicaSets after it was scaled, or while it is paused: a rollout that is under way keeps its
 * proportions. `sets` from the oldest on. Models deployment scale (v1.36).
 */
export function scaledSizes(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  sets: readonly ReplicaSet[],
): ReadonlyMap<ReplicaSet, number> {
  const active = sets.filter(isActive);
  const single = active.length === 0 ? (current ?? sets.at(-1)) : active.length === 1 ? active[0] : undefined;
  if (single) return new Map([[single, deployment.spec.replicas ?? 1]]);
  if (isSaturated(deployment, current))
    return new Map(active.filter((set) => set !== current).map((set) => [set, 0] as const));
  return isRollingUpdate(deployment) ? spread(deployment, active) : new Map();
}
