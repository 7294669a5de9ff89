import {
  isPodFinished,
  isPodReady,
  isPodTerminating,
  labelSelectorMatches,
  type Pod,
  type ReplicaSet,
} from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { victims } from './victims.ts';

/** Virtual ms until a ReplicaSet's loop notices a change. */
const DELAY = 6;

function newPod(set: ReplicaSet): Pod {
  const { metadata, spec } = set.spec.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name: '',
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace !== undefined && { namespace: set.metadata.namespace }),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: set.metadata.name,
          uid: set.metadata.uid ?? '',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec,
  };
}

/** Gives up Pods whose labels no longer match, and takes in matching ones that nobody owns. Models PodControllerRefManager.ClaimPods (v1.36). */
function claimed(set: ReplicaSet, client: Client): readonly Pod[] {
  const namespace = set.metadata.namespace ?? '';
  const matches = (pod: Pod): boolean => labelSelectorMatches(set.spec.selector, pod.metadata.labels);
  for (const pod of client.ownedBy<Pod>('Pod', namespace, set.metadata.uid ?? '')) {
    if (!matches(pod)) client.update<Pod>({ ...pod, metadata: { ...pod.metadata, ownerReferences: [] } });
  }
  const wanted = set.spec.selector.matchLabels ?? {};
  for (const pod of client.withLabels<Pod>('Pod', namespace, wanted)) {
    const free = (pod.metadata.ownerReferences ?? []).length === 0 && !isPodTerminating(pod) && !isPodFinished(pod);
    if (free && matches(pod))
      client.update<Pod>({
        ...pod,
        metadata: { ...pod.metadata, ownerReferences: newPod(set).metadata.ownerReferences ?? [] },
      });
  }
  return client
    .ownedBy<Pod>('Pod', namespace, set.metadata.uid ?? '')
    .filter((pod) => !isPodTerminating(pod) && !isPodFinished(pod));
}

function report(set: ReplicaSet, pods: readonly Pod[], client: Client): void {
  const ready = pods.filter(isPodReady).length;
  client.updateStatus<ReplicaSet>({
    ...set,
    status: {
      ...(set.metadata.generation !== undefined && { observedGeneration: set.metadata.generation }),
      replicas: pods.length,
      fullyLabeledReplicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  });
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const set = client.get<ReplicaSet>('ReplicaSet', namespace, name);
  if (!set) return;
  const pods = claimed(set, client);
  const missing = (set.spec.replicas ?? 1) - pods.length;
  for (let i = 0; i < missing; i++) client.create(newPod(set));
  for (const pod of victims(pods, Math.max(0, -missing))) client.delete('Pod', namespace, pod.metadata.name);
  report(set, missing === 0 ? pods : claimed(set, client), client);
}

function* setsOf({ before, after }: Change, read: Reader): Generator<string> {
  for (const pod of [before, after]) {
    const owners = pod?.metadata.ownerReferences ?? [];
    for (const owner of owners) if (owner.kind === 'ReplicaSet') yield `${pod?.metadata.namespace}/${owner.name}`;
    if (pod && owners.length === 0) yield* adopters(pod as Pod, read);
  }
}

function* adopters(pod: Pod, read: Reader): Generator<string> {
  for (const set of read.list<ReplicaSet>('ReplicaSet', pod.metadata.namespace ?? '')) {
    if (labelSelectorMatches(set.spec.selector, pod.metadata.labels))
      yield `${set.metadata.namespace}/${set.metadata.name}`;
  }
}

/** Keeps a ReplicaSet's number of Pods. Models pkg/controller/replicaset (v1.36). */
export const replicaSetController: Controller = {
  name: 'replicaset controller',
  delay: DELAY,
  watches: {
    ReplicaSet: ({ key }) => [key.slice('ReplicaSet/'.length)],
    Pod: setsOf,
  },
  reconcile,
};
