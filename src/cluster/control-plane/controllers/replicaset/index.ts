import {
  isFromSnapshot,
  isPodFinished,
  isPodTerminating,
  namespacedName,
  type Pod,
  type ReplicaSet,
} from '../../../../api/index.ts';
import type { Client, Controller, Reader } from '../../apiserver/client.ts';
import { claimed, controllerOf } from '../controller-ref.ts';
import { untilNextAvailable } from '../pod-availability.ts';
import { deletePod, podFrom } from '../pod-control.ts';
import { managersOf } from '../selected-by.ts';
import { countedStatus } from './status.ts';
import { victims } from './victims.ts';

/** Virtual ms until a ReplicaSet's loop notices a change. */
const DELAY = 1;

/** The most Pods that one look makes or deletes. */
const BURST = 500;

const isActive = (pod: Pod): boolean => !isPodFinished(pod) && !isPodTerminating(pod);

/** The active Pods of all ReplicaSets that the same Deployment manages, this one's among them. Models replicaset getIndirectlyRelatedPods (v1.36). */
function relatives(set: ReplicaSet, own: readonly Pod[], read: Reader): readonly Pod[] {
  const manager = controllerOf(set);
  if (!manager) return own;
  const namespace = set.metadata.namespace ?? '';
  return read
    .ownedBy<ReplicaSet>('ReplicaSet', namespace, manager.uid)
    .flatMap(({ metadata }) => read.ownedBy<Pod>('Pod', namespace, metadata.uid ?? '').filter(isActive));
}

/** Makes the missing Pods or deletes those too many. Models replicaset manageReplicas (v1.36). */
function manageReplicas(set: ReplicaSet, pods: readonly Pod[], client: Client, now: number): void {
  const missing = (set.spec.replicas ?? 1) - pods.length;
  for (let i = 0; i < Math.min(missing, BURST); i++) client.create(podFrom(set));
  if (missing >= 0) return;
  for (const pod of victims(pods, Math.min(-missing, BURST), relatives(set, pods, client), now)) deletePod(pod, client);
}

function reconcile(key: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const [namespace = '', name = ''] = key.split('/');
  const set = client.get<ReplicaSet>('ReplicaSet', namespace, name);
  if (!set || isFromSnapshot(set)) return undefined;
  const pods = claimed<Pod>(set, 'Pod', client, isActive);
  const terminating = client
    .ownedBy<Pod>('Pod', namespace, set.metadata.uid ?? '')
    .filter((pod) => isPodTerminating(pod) && !isPodFinished(pod)).length;
  if (set.metadata.deletionTimestamp === undefined) manageReplicas(set, pods, client, now);
  client.updateStatus<ReplicaSet>({ ...set, status: countedStatus(set, pods, terminating, now) });
  const requeueAfter = untilNextAvailable(pods, set.spec.minReadySeconds ?? 0, now);
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

/** Keeps a ReplicaSet's number of Pods. Models pkg/controller/replicaset (v1.36). */
export const replicaSetController: Controller = {
  name: 'replicaset controller',
  delay: DELAY,
  watches: {
    ReplicaSet: ({ after }) => (after ? [namespacedName(after)] : []),
    Pod: managersOf<ReplicaSet>('ReplicaSet'),
  },
  reconcile,
};
