import { type Deployment, isFromSnapshot, namespacedName, type ReplicaSet } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { claimed, controllerOf, ownerObject } from '../controller-ref.ts';
import { selectedBy } from '../selected-by.ts';
import { Rollout } from './rollout.ts';

/** Virtual ms until a Deployment's loop notices a change. */
const DELAY = 1;

/** The order of creation; revisions of the store only grow. */
const age = ({ metadata }: ReplicaSet): string => `${metadata.creationTimestamp} ${metadata.name}`;

const byAge = (a: ReplicaSet, b: ReplicaSet): number => (age(a) < age(b) ? -1 : 1);

function reconcile(key: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const [namespace = '', name = ''] = key.split('/');
  const deployment = client.get<Deployment>('Deployment', namespace, name);
  if (!deployment || isFromSnapshot(deployment)) return undefined;
  const sets = [...claimed<ReplicaSet>(deployment, 'ReplicaSet', client)].sort(byAge);
  const requeueAfter = new Rollout(deployment, sets, client, now).look();
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

function* ownersOf({ before, after }: Change, read: Reader): Generator<string> {
  for (const set of [before, after]) {
    if (!set) continue;
    const owner = controllerOf(set);
    if (owner?.kind === 'Deployment') yield `${set.metadata.namespace}/${owner.name}`;
    if (!owner) yield* selectedBy<Deployment>('Deployment', set, read);
  }
}

/** A Pod that is gone may be the last one that a Recreate waits for. */
function* recreatedBy({ before, after }: Change, read: Reader): Generator<string> {
  const set = before && !after ? ownerObject<ReplicaSet>('ReplicaSet', before, read) : undefined;
  const deployment = set && ownerObject<Deployment>('Deployment', set, read);
  if (deployment?.spec.strategy?.type === 'Recreate') yield namespacedName(deployment);
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
