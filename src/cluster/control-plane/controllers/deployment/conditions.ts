import type { Condition, Deployment, ReplicaSet } from '../../../../api/index.ts';

/** A condition that keeps the time of its last change while its status stays. */
function condition(deployment: Deployment, next: Condition, time: string): Condition {
  const before = deployment.status?.conditions?.find(({ type }) => type === next.type);
  return { ...next, lastTransitionTime: before?.status === next.status ? (before.lastTransitionTime ?? time) : time };
}

/** What `kubectl rollout status` reads: whether enough Pods are available, and how far the rollout is. Models pkg/controller/deployment syncRolloutStatus (v1.36). */
export function conditionsOf(
  deployment: Deployment,
  current: ReplicaSet,
  counts: { available: number; least: number; done: boolean },
  time: string,
): readonly Condition[] {
  const enough = counts.available >= counts.least;
  const set = `ReplicaSet "${current.metadata.name}"`;
  return [
    condition(
      deployment,
      {
        type: 'Available',
        status: enough ? 'True' : 'False',
        reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
      },
      time,
    ),
    condition(
      deployment,
      {
        type: 'Progressing',
        status: 'True',
        reason: counts.done ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
        message: counts.done ? `${set} has successfully progressed.` : `${set} is progressing.`,
      },
      time,
    ),
  ];
}
