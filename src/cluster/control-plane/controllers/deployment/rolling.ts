import type { Deployment, ReplicaSet } from '../../../../api/index.ts';

function share(value: number | string | undefined, replicas: number, round: (x: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseFloat(value ?? '25%') * replicas) / 100);
}

export const isRollingUpdate = ({ spec }: Deployment): boolean => spec.strategy?.type !== 'Recreate';

/**
 * How many Pods may be there beyond the wanted number, and how many may be missing. Shares of a hundred are rounded up for
 * the surge and down for the missing; both zero would stand still. Models deploymentutil MaxSurge, MaxUnavailable and
 * ResolveFenceposts (v1.36).
 */
export function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const replicas = deployment.spec.replicas ?? 1;
  if (!isRollingUpdate(deployment)) return { surge: 0, unavailable: 0 };
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = share(maxSurge, replicas, Math.ceil);
  const unavailable = share(maxUnavailable, replicas, Math.floor);
  return { surge, unavailable: Math.min(replicas, surge === 0 && unavailable === 0 ? 1 : unavailable) };
}

export const wantedPods = (set: ReplicaSet): number => set.spec.replicas ?? 1;
const available = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;

/** Adds up a count over ReplicaSets. */
export const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number =>
  sets.reduce((total, set) => total + count(set), 0);

/**
 * The size of the new ReplicaSet, `size` now, among `all`: as large as the surge has room for. Models deploymentutil
 * NewRSNewReplicas (v1.36).
 */
export function newSetSize(deployment: Deployment, size: number, all: readonly ReplicaSet[]): number {
  const replicas = deployment.spec.replicas ?? 1;
  if (!isRollingUpdate(deployment) || size >= replicas) return replicas;
  const room = replicas + fenceposts(deployment).surge - sum(all, wantedPods);
  return room <= 0 ? size : Math.min(replicas, size + room);
}

/**
 * The sizes of the old ReplicaSets, from the oldest on: first they give up Pods that serve nobody, then others, as long as
 * enough stay available; what the new one has not brought up yet counts as missing. Models deployment
 * reconcileOldReplicaSets (v1.36).
 */
export function oldSetSizes(
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): ReadonlyMap<ReplicaSet, number> {
  const least = (deployment.spec.replicas ?? 1) - fenceposts(deployment).unavailable;
  const all = [current, ...old];
  const missing = wantedPods(current) - available(current);
  let cleanup = Math.max(0, sum(all, wantedPods) - least - missing);
  let spare = cleanup === 0 ? 0 : Math.max(0, sum(all, available) - least);
  return new Map(
    old.map((set) => {
      const dead = Math.min(cleanup, Math.max(0, wantedPods(set) - available(set)));
      cleanup -= dead;
      const down = Math.min(wantedPods(set) - dead, spare);
      spare -= down;
      return [set, wantedPods(set) - dead - down];
    }),
  );
}
