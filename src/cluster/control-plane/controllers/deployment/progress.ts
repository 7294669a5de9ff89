import { type Condition, type Deployment, instantOf, type ReplicaSet, timestamp } from '../../../../api/index.ts';
import { withCondition } from './status.ts';

type Status = NonNullable<Deployment['status']>;

const COMPLETE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';
const PAUSED = 'DeploymentPaused';

const progressing = (status: Status | undefined): Condition | undefined =>
  status?.conditions?.find(({ type }) => type === 'Progressing');

/** Whether the Deployment is watched for progress; the largest number says it is not. */
const hasDeadline = ({ spec }: Deployment): boolean =>
  spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2 ** 31 - 1;

/** Whether all Pods are of the present template and available. Models deploymentutil DeploymentComplete (v1.36). */
export function isComplete({ spec, metadata }: Deployment, status: Status): boolean {
  const replicas = spec.replicas ?? 1;
  const all = [status.updatedReplicas, status.replicas, status.availableReplicas];
  return all.every((count) => count === replicas) && (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

/** Models deploymentutil DeploymentProgressing (v1.36). */
function hasMoved({ status: before = {} }: Deployment, status: Status): boolean {
  const old = ({ replicas = 0, updatedReplicas = 0 }: Status): number => replicas - updatedReplicas;
  const more = (count: (of: Status) => number | undefined): boolean => (count(status) ?? 0) > (count(before) ?? 0);
  return (
    more((of) => of.updatedReplicas) ||
    old(status) < old(before) ||
    more((of) => of.readyReplicas) ||
    more((of) => of.availableReplicas)
  );
}

function deadline(deployment: Deployment, condition: Condition | undefined): number | undefined {
  const since = instantOf(condition?.lastUpdateTime);
  return since === undefined ? undefined : since + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000;
}

/** Models deploymentutil DeploymentTimedOut (v1.36). */
function isTimedOut(deployment: Deployment, now: number): boolean {
  const condition = progressing(deployment.status);
  if (!condition || condition.reason === COMPLETE) return false;
  return condition.reason === TIMED_OUT || now > (deadline(deployment, condition) ?? Number.POSITIVE_INFINITY);
}

/** The conditions with what is known of the rollout's progress. Models deployment syncRolloutStatus (v1.36). */
export function withProgress(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  status: Status,
  now: number,
): readonly Condition[] {
  const conditions = status.conditions ?? [];
  const before = progressing(deployment.status);
  if (!hasDeadline(deployment)) return conditions.filter(({ type }) => type !== 'Progressing');
  if (status.replicas === status.updatedReplicas && before?.reason === COMPLETE) return conditions;
  const subject = current ? `ReplicaSet "${current.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const say = (state: 'True' | 'False', reason: string, text: string, on: readonly Condition[] = conditions) =>
    withCondition(on, { type: 'Progressing', status: state, reason, message: `${subject} ${text}` }, timestamp(now));
  if (isComplete(deployment, status)) return say('True', COMPLETE, 'has successfully progressed.');
  if (hasMoved(deployment, status)) {
    const since = before?.status === 'True' ? before.lastTransitionTime : undefined;
    const others = conditions.filter((one) => one.type !== 'Progressing');
    return say('True', 'ReplicaSetUpdated', 'is progressing.', others).map((one) =>
      one.type === 'Progressing' && since !== undefined ? { ...one, lastTransitionTime: since } : one,
    );
  }
  return isTimedOut(deployment, now) ? say('False', TIMED_OUT, 'has timed out progressing.') : conditions;
}

/** Virtual ms until a rollout without progress has to be reported as stuck. Models deployment requeueStuckDeployment (v1.36). */
export function untilStuck(deployment: Deployment, status: Status, now: number): number | undefined {
  const condition = progressing(status);
  const due = deadline(deployment, condition);
  if (!hasDeadline(deployment) || due === undefined || isComplete(deployment, status)) return undefined;
  const settled = condition?.reason === TIMED_OUT || condition?.reason === COMPLETE;
  return settled ? undefined : Math.max(0, due - now) + 1000;
}

/** The condition that a paused Deployment gets, and one that goes on; undefined when nothing is to be said. Models deployment checkPausedConditions (v1.36). */
export function pauseConditions(deployment: Deployment, time: string): readonly Condition[] | undefined {
  const before = progressing(deployment.status);
  const paused = deployment.spec.paused === true;
  if (!hasDeadline(deployment) || before?.reason === TIMED_OUT || paused === (before?.reason === PAUSED))
    return undefined;
  const reason = paused ? PAUSED : 'DeploymentResumed';
  const message = paused ? 'Deployment is paused' : 'Deployment is resumed';
  const condition: Condition = { type: 'Progressing', status: 'Unknown', reason, message };
  return withCondition(deployment.status?.conditions ?? [], condition, time);
}

/** The conditions with the news that the present template's ReplicaSet was made or, when nothing was known of it yet, found. */
export function withSet(
  conditions: readonly Condition[],
  found: 'found' | 'created',
  { metadata }: ReplicaSet,
  time: string,
): readonly Condition[] {
  const known = conditions.some(({ type }) => type === 'Progressing');
  if (found === 'found' && known) return conditions;
  const [reason, verb] = found === 'created' ? ['NewReplicaSetCreated', 'Created'] : ['FoundNewReplicaSet', 'Found'];
  const message = `${verb} new replica set "${metadata.name}"`;
  return withCondition(conditions, { type: 'Progressing', status: 'True', reason, message }, time);
}
