import { isFromSnapshot, namespacedName, type Pod, type StatefulSet } from '../../../../api/index.ts';
import type { Client, Controller } from '../../apiserver/client.ts';
import { claimed } from '../controller-ref.ts';
import { dropRevisions, revisionHistory } from '../controller-revisions.ts';
import { untilNextAvailable } from '../pod-availability.ts';
import { deletePod } from '../pod-control.ts';
import { managersOf } from '../selected-by.ts';
import { ordinalOf, revisionOf } from './ordinal-pod.ts';
import { type Replicas, type Rollout, replicasOf } from './replicas.ts';
import { outdated } from './rolling.ts';
import { grow, shrink } from './scaling.ts';
import { countedStatus } from './status.ts';

/** Virtual ms until a StatefulSet's loop notices a change. */
const DELAY = 6;

/** The label of a revision that tells its hash. */
const HASH = 'controller.kubernetes.io/hash';

/** Growing comes before shrinking, and both before a new template. Models updateStatefulSet (v1.36). */
function manage(set: StatefulSet, replicas: Replicas, { update }: Rollout, client: Client, now: number): void {
  if (set.metadata.deletionTimestamp !== undefined) return;
  if (!grow(set, replicas, client, now) || !shrink(set, replicas, client, now)) return;
  for (const pod of outdated(set, replicas, update.metadata.name, now)) deletePod(pod, client);
}

function reconcile(key: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const [namespace = '', name = ''] = key.split('/');
  const set = client.get<StatefulSet>('StatefulSet', namespace, name);
  if (!set || isFromSnapshot(set)) return undefined;
  const pods = claimed<Pod>(set, 'Pod', client, (pod) => ordinalOf(set, pod) !== undefined);
  const history = revisionHistory(set, HASH, client);
  if (!history) return undefined;
  const { present: update, all, collisions } = history;
  const current = all.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  const rollout = { current, update };
  manage(set, replicasOf(set, pods, rollout), rollout, client, now);
  const status = countedStatus(set, pods, rollout, collisions, now);
  client.updateStatus<StatefulSet>({ ...set, status });
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)]);
  dropRevisions(set, history, ({ metadata }) => live.has(metadata.name), client);
  const requeueAfter = untilNextAvailable(pods, set.spec.minReadySeconds ?? 0, now);
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

/** Keeps a StatefulSet's Pods, each with its own name, in their order. Models pkg/controller/statefulset (v1.36). */
export const statefulSetController: Controller = {
  name: 'statefulset controller',
  delay: DELAY,
  watches: {
    StatefulSet: ({ after }) => (after ? [namespacedName(after)] : []),
    Pod: managersOf<StatefulSet>('StatefulSet'),
  },
  reconcile,
};
