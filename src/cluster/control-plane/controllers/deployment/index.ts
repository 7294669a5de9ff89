import type { Deployment, ReplicaSet } from '../../../../api/index.ts';
import type { Change, Client, Controller } from '../../apiserver/client.ts';
import { nextSizes } from './rolling.ts';
import { templateHash } from './template-hash.ts';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/** Virtual ms until a Deployment's loop notices a change. */
const DELAY = 6;

function newReplicaSet(deployment: Deployment, hash: string, revision: number): ReplicaSet {
  const { selector, template } = deployment.spec;
  const labels = { ...template.metadata?.labels, [HASH]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      ...(deployment.metadata.namespace !== undefined && { namespace: deployment.metadata.namespace }),
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: deployment.metadata.name,
          uid: deployment.metadata.uid ?? '',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

const revisionOf = (set: ReplicaSet): number => Number(set.metadata.annotations?.[REVISION] ?? 0);

/** The ReplicaSet of the present template; made when there is none. */
function currentSet(deployment: Deployment, sets: readonly ReplicaSet[], client: Client): ReplicaSet | undefined {
  const hash = templateHash(deployment.spec.template);
  const latest = Math.max(0, ...sets.map(revisionOf));
  const known = sets.find((set) => set.metadata.labels?.[HASH] === hash);
  if (known && (revisionOf(known) === latest || sets.length === 1)) return known;
  if (known) {
    const annotations = { ...known.metadata.annotations, [REVISION]: String(latest + 1) };
    const moved = client.update({ ...known, metadata: { ...known.metadata, annotations } });
    return moved.ok ? moved.value : undefined;
  }
  const made = client.create(newReplicaSet(deployment, hash, latest + 1));
  return made.ok ? made.value : undefined;
}

function report(deployment: Deployment, current: ReplicaSet, sets: readonly ReplicaSet[], client: Client): void {
  const sum = (count: (set: ReplicaSet) => number): number => sets.reduce((total, set) => total + count(set), 0);
  const ready = sum((set) => set.status?.readyReplicas ?? 0);
  const available = sum((set) => set.status?.availableReplicas ?? 0);
  const replicas = sum((set) => set.status?.replicas ?? 0);
  const missing = Math.max(0, (deployment.spec.replicas ?? 1) - available);
  client.updateStatus<Deployment>({
    ...deployment,
    status: {
      ...(deployment.metadata.generation !== undefined && { observedGeneration: deployment.metadata.generation }),
      replicas,
      updatedReplicas: current.status?.replicas ?? 0,
      readyReplicas: ready,
      availableReplicas: available,
      ...(missing > 0 && { unavailableReplicas: missing }),
    },
  });
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const deployment = client.get<Deployment>('Deployment', namespace, name);
  if (!deployment) return;
  const owned = () => client.ownedBy<ReplicaSet>('ReplicaSet', namespace, deployment.metadata.uid ?? '');
  const current = currentSet(deployment, owned(), client);
  if (!current) return;
  const old = owned().filter((set) => set.metadata.name !== current.metadata.name);
  for (const [set, replicas] of nextSizes(deployment, current, old)) {
    if ((set.spec.replicas ?? 0) !== replicas) client.update<ReplicaSet>({ ...set, spec: { ...set.spec, replicas } });
  }
  report(
    deployment,
    client.get<ReplicaSet>('ReplicaSet', namespace, current.metadata.name) ?? current,
    owned(),
    client,
  );
}

function* ownersOf({ before, after }: Change): Generator<string> {
  const set = after ?? before;
  for (const owner of set?.metadata.ownerReferences ?? [])
    if (owner.kind === 'Deployment') yield `${set?.metadata.namespace}/${owner.name}`;
}

/** Keeps a Deployment's ReplicaSets: one per template, the newest growing as the old ones shrink. Models pkg/controller/deployment (v1.36). */
export const deploymentController: Controller = {
  name: 'deployment controller',
  delay: DELAY,
  watches: {
    Deployment: ({ key }) => [key.slice('Deployment/'.length)],
    ReplicaSet: ownersOf,
  },
  reconcile,
};
