import type { Deployment, ReplicaSet } from '../../../../api/index.ts';

function share(value: number | string | undefined, replicas: number, round: (x: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseFloat(value ?? '25%') / 100) * replicas);
}

/** How many Pods may be there beyond the wanted number, and how many may be missing. Models deploymentutil.ResolveFenceposts (v1.36). */
export function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const replicas = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === 'Recreate') return { surge: 0, unavailable: replicas };
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = share(maxSurge, replicas, Math.ceil);
  const unavailable = Math.min(replicas, share(maxUnavailable, replicas, Math.floor));
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

const wanted = (set: ReplicaSet): number => set.spec.replicas ?? 0;
const available = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;
const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number =>
  sets.reduce((total, set) => total + count(set), 0);

/**
 * The size that each ReplicaSet should have next; `old` from the oldest on. `oldPods` says whether Pods of old templates
 * still run or stop: Recreate waits for the last of them. Models pkg/controller/deployment rolling.go and recreate.go (v1.36).
 */
export function nextSizes(
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
  oldPods: boolean,
): ReadonlyMap<ReplicaSet, number> {
  const replicas = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === 'Recreate') return recreated(replicas, current, old, oldPods);
  if (old.every((set) => wanted(set) === 0)) return new Map([[current, replicas]]);
  const { surge, unavailable } = fenceposts(deployment);
  const room = replicas + surge - sum([current, ...old], wanted);
  const up = Math.min(replicas, wanted(current) + Math.max(0, room));
  return new Map([...shrunk(replicas - unavailable, current, old), [current, up]]);
}

function recreated(
  replicas: number,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
  oldPods: boolean,
): Map<ReplicaSet, number> {
  return new Map([
    ...old.map((set) => [set, 0] as const),
    [current, oldPods ? Math.min(replicas, wanted(current)) : replicas],
  ]);
}

/**
 * Old ReplicaSets give up first the Pods that serve nobody, then others, as long as `least` stay available; what the new
 * ReplicaSet has not brought up yet counts as missing.
 */
function shrunk(least: number, current: ReplicaSet, old: readonly ReplicaSet[]): [ReplicaSet, number][] {
  const missing = Math.max(0, wanted(current) - available(current));
  let cleanup = Math.max(0, sum([current, ...old], wanted) - least - missing);
  let spare = cleanup === 0 ? 0 : Math.max(0, sum([current, ...old], available) - least);
  return old.map((set) => {
    const dead = Math.min(cleanup, Math.max(0, wanted(set) - available(set)));
    cleanup -= dead;
    const down = Math.min(wanted(set) - dead, spare);
    spare -= down;
    return [set, wanted(set) - dead - down];
  });
}
