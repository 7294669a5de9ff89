import type { Condition, Deployment, ReplicaSet } from '../../../../api/index.ts';
import { fenceposts, sum, wantedPods } from './rolling.ts';

type Status = NonNullable<Deployment['status']>;

/** The conditions with one put in; one that says the same already keeps its words and times. Models deploymentutil SetDeploymentCondition (v1.36). */
export function withCondition(conditions: readonly Condition[], next: Condition, time: string): readonly Condition[] {
  const before = conditions.find(({ type }) => type === next.type);
  if (before && before.status === next.status && before.reason === next.reason) return conditions;
  const lastTransitionTime = before?.status === next.status ? (before.lastTransitionTime ?? time) : time;
  const others = conditions.filter(({ type }) => type !== next.type);
  return [...others, { ...next, lastUpdateTime: time, lastTransitionTime }];
}

/** What `kubectl get deployment` shows, but for the progress of the rollout. Models deployment calculateStatus (v1.36). */
export function countedStatus(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  sets: readonly ReplicaSet[],
  time: string,
): Status {
  const { generation } = deployment.metadata;
  const available = sum(sets, ({ status }) => status?.availableReplicas ?? 0);
  const missing = Math.max(0, sum(sets, wantedPods) - available);
  const enough = available >= (deployment.spec.replicas ?? 1) - fenceposts(deployment).unavailable;
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  const condition: Condition = {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
  };
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    replicas: sum(sets, ({ status }) => status?.replicas ?? 0),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(sets, ({ status }) => status?.readyReplicas ?? 0),
    availableReplicas: available,
    terminatingReplicas: sum(sets, ({ status }) => status?.terminatingReplicas ?? 0),
    ...(missing > 0 && { unavailableReplicas: missing }),
    ...(collisionCount !== undefined && { collisionCount }),
    conditions: withCondition(conditions, condition, time),
  };
}
