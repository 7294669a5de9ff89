import type { Deployment, ReplicaSet } from '../../../../api/index.ts';
import type { Client } from '../../apiserver/client.ts';
import { templateHash } from './template-hash.ts';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

function newReplicaSet(deployment: Deployment, hash: string, revision: number): ReplicaSet {
  const { selector, template, minReadySeconds } = deployment.spec;
  const { name, namespace = '', uid = '' } = deployment.metadata;
  const labels = { ...template.metadata?.labels, [HASH]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** Which rollout a ReplicaSet belongs to, counted from 1. */
export const revisionOf = (set: ReplicaSet): number => Number(set.metadata.annotations?.[REVISION] ?? 0);

function withRevision<T extends Deployment | ReplicaSet>(object: T, revision: string): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [REVISION]: revision } },
  };
}

/** The ReplicaSet of the present template; made when there is none, and moved to the newest revision on a rollback. */
export function currentSet(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  client: Client,
): ReplicaSet | undefined {
  const hash = templateHash(deployment.spec.template);
  const latest = Math.max(0, ...sets.map(revisionOf));
  const known = sets.find((set) => set.metadata.labels?.[HASH] === hash);
  if (known && revisionOf(known) === latest) return known;
  const written = known
    ? client.update(withRevision(known, String(latest + 1)))
    : client.create(newReplicaSet(deployment, hash, latest + 1));
  return written.ok ? written.value : undefined;
}

/** Writes the revision of the present rollout on the Deployment, as `kubectl rollout history` shows it. */
export function noteRevision(deployment: Deployment, current: ReplicaSet, client: Client): Deployment {
  const revision = String(revisionOf(current));
  if (deployment.metadata.annotations?.[REVISION] === revision) return deployment;
  const written = client.update(withRevision(deployment, revision));
  return written.ok ? written.value : deployment;
}

/** Old ReplicaSets without Pods are kept for rollbacks, but only so many. Models pkg/controller/deployment cleanupDeployment (v1.36). */
export function dropHistory({ spec }: Deployment, old: readonly ReplicaSet[], client: Client): void {
  const idle = old.filter((set) => (set.spec.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0);
  for (const { metadata } of idle.slice(0, Math.max(0, idle.length - (spec.revisionHistoryLimit ?? 10)))) {
    client.delete('ReplicaSet', metadata.namespace ?? '', metadata.name);
  }
}
