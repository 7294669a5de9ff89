import type { Deployment, ReplicaSet } from '../../../../api/index.ts';

function share(value: number | string | undefined, replicas: number, round: (x: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseFloat(value ?? '25%') / 100) * replicas);
}

/** How many Pods may be there beyond the wanted number, and how many may be missing. Models deploymentutil.ResolveFenceposts (v1.36). */
export function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const replicas = deployment.spec.replicas ?? 1;
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = share(maxSurge, replicas, Math.ceil);
  const unavailable = share(maxUnavailable, replicas, Math.floor);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

const wanted = (set: ReplicaSet): number => set.spec.replicas ?? 0;
const available = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;
const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number =>
  sets.reduce((total, set) => total + count(set), 0);

/** The size that each ReplicaSet should have next. Models pkg/controller/deployment/rolling.go (v1.36). */
export function nextSizes(
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): ReadonlyMap<ReplicaSet, number> {
  const replicas = deployment.spec.replicas ?? 1;
  if (old.every((set) => wanted(set) === 0)) return new Map([[current, replicas]]);
  if (deployment.spec.strategy?.type === 'Recreate') return recreated(replicas, current, old);
  const { surge, unavailable } = fenceposts(deployment);
  const room = replicas + surge - sum([current, ...old], wanted);
  const up = Math.min(replicas, wanted(current) + Math.max(0, room));
  return new Map([
    ...shrunk(replicas - unavailable, current, old),
    [current, wanted(current) > replicas ? replicas : up],
  ]);
}

function recreated(replicas: number, current: ReplicaSet, old: readonly ReplicaSet[]): Map<ReplicaSet, number> {
  const gone = old.every((set) => (set.status?.replicas ?? 0) === 0);
  return new Map([...old.map((set) => [set, 0] as const), [current, gone ? replicas : wanted(current)]]);
}

/** Old Pods that nobody misses go at once, others only while enough are available. */
function shrunk(least: number, current: ReplicaSet, old: readonly ReplicaSet[]): [ReplicaSet, number][] {
  let spare = sum([current, ...old], available) - least;
  return old.map((set) => {
    const dead = Math.max(0, wanted(set) - available(set));
    const down = Math.min(wanted(set) - dead, Math.max(0, spare));
    spare -= down;
    return [set, wanted(set) - dead - down];
  });
}
