import {
  type Deployment,
  isPodFinished,
  namespacedName,
  type Pod,
  type ReplicaSet,
  timestamp,
} from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { conditionsOf } from './conditions.ts';
import { currentSet, dropHistory, noteRevision, revisionOf } from './replica-sets.ts';
import { fenceposts, nextSizes } from './rolling.ts';

/** Virtual ms until a Deployment's loop notices a change. */
const DELAY = 6;

function report(
  deployment: Deployment,
  current: ReplicaSet,
  sets: readonly ReplicaSet[],
  client: Client,
  time: string,
): void {
  const sum = (count: (set: ReplicaSet) => number | undefined): number =>
    sets.reduce((total, set) => total + (count(set) ?? 0), 0);
  const wanted = deployment.spec.replicas ?? 1;
  const available = sum(({ status }) => status?.availableReplicas);
  const replicas = sum(({ status }) => status?.replicas);
  const updated = current.status?.replicas ?? 0;
  const done = updated === wanted && replicas === wanted && available === wanted;
  const missing = Math.max(0, sum(({ spec }) => spec.replicas) - available);
  client.updateStatus<Deployment>({
    ...deployment,
    status: {
      ...(deployment.metadata.generation !== undefined && { observedGeneration: deployment.metadata.generation }),
      replicas,
      updatedReplicas: updated,
      readyReplicas: sum(({ status }) => status?.readyReplicas),
      availableReplicas: available,
      ...(missing > 0 && { unavailableReplicas: missing }),
      conditions: conditionsOf(
        deployment,
        current,
        { available, least: wanted - fenceposts(deployment).unavailable, done },
        time,
      ),
    },
  });
}

const owned = (deployment: Deployment, read: Reader): readonly ReplicaSet[] =>
  read.ownedBy<ReplicaSet>('ReplicaSet', deployment.metadata.namespace ?? '', deployment.metadata.uid ?? '');

function hasPods(set: ReplicaSet, read: Reader): boolean {
  return read
    .ownedBy<Pod>('Pod', set.metadata.namespace ?? '', set.metadata.uid ?? '')
    .some((pod) => !isPodFinished(pod));
}

/** Resizes the ReplicaSets by one step. A paused Deployment stands still between two templates; with one it is still scaled. */
function resize(deployment: Deployment, current: ReplicaSet, old: readonly ReplicaSet[], client: Client): void {
  if (deployment.spec.paused && old.some(({ spec }) => (spec.replicas ?? 0) > 0)) return;
  const oldPods = old.some((set) => hasPods(set, client));
  for (const [set, replicas] of nextSizes(deployment, current, old, oldPods)) {
    if ((set.spec.replicas ?? 0) !== replicas) client.update<ReplicaSet>({ ...set, spec: { ...set.spec, replicas } });
  }
}

function reconcile(key: string, client: Client, now: number): void {
  const [namespace = '', name = ''] = key.split('/');
  const found = client.get<Deployment>('Deployment', namespace, name);
  if (!found) return;
  const sets = [...owned(found, client)].sort((a, b) => revisionOf(a) - revisionOf(b));
  const current = found.spec.paused ? sets.at(-1) : currentSet(found, sets, client);
  if (!current) return;
  const deployment = noteRevision(found, current, client);
  const old = sets.filter((set) => set.metadata.name !== current.metadata.name);
  resize(deployment, current, old, client);
  dropHistory(deployment, old, client);
  const present = client.get<ReplicaSet>('ReplicaSet', namespace, current.metadata.name) ?? current;
  report(deployment, present, owned(deployment, client), client, timestamp(now));
}

function* ownersOf({ before, after }: Change): Generator<string> {
  const set = after ?? before;
  for (const owner of set?.metadata.ownerReferences ?? [])
    if (owner.kind === 'Deployment') yield `${set?.metadata.namespace}/${owner.name}`;
}

/** A Pod that is gone may be the last one that a Recreate waits for. */
function* recreatedBy({ before, after }: Change, read: Reader): Generator<string> {
  if (!before || after) return;
  const namespace = before.metadata.namespace ?? '';
  for (const owner of before.metadata.ownerReferences ?? []) {
    const set = owner.kind === 'ReplicaSet' ? read.get<ReplicaSet>('ReplicaSet', namespace, owner.name) : undefined;
    for (const { kind, name } of set?.metadata.ownerReferences ?? []) {
      const deployment = kind === 'Deployment' ? read.get<Deployment>('Deployment', namespace, name) : undefined;
      if (deployment?.spec.strategy?.type === 'Recreate') yield namespacedName(deployment);
    }
  }
}

/** Keeps a Deployment's ReplicaSets: one per template, the newest growing as the old ones shrink. Models pkg/controller/deployment (v1.36). */
export const deploymentController: Controller = {
  name: 'deployment controller',
  delay: DELAY,
  watches: {
    Deployment: ({ key }) => [key.slice('Deployment/'.length)],
    ReplicaSet: ownersOf,
    Pod: recreatedBy,
  },
  reconcile,
};
