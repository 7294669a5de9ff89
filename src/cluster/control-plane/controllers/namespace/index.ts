import { instantOf, type Namespace, timestamp } from '../../../../api/index.ts';
import type { Client, Controller } from '../../apiserver/client.ts';
import { deletionConditions } from './conditions.ts';
import { emptied, estimateFor, podGrace, type Remaining } from './content.ts';

/** Virtual ms between a change of a Namespace and the look at it: every API server has closed it by then. Models namespaceDeletionGracePeriod (v1.36). */
const DELAY = 5000;

/** Virtual ms until the next try when something should be gone and is not. */
const RETRY = 5000;

/** Deletes the Pods, and once they are gone everything else. Models OrderedNamespaceDeletion (v1.36). */
function empty(namespace: string, client: Client): readonly Remaining[] {
  const kinds = client.resources().filter(({ namespaced }) => namespaced);
  const pods = emptied(
    namespace,
    kinds.filter(({ kind }) => kind === 'Pod'),
    client,
  );
  return pods.length > 0 ? pods : emptied(namespace, kinds, client);
}

function reconcile(name: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const namespace = client.get<Namespace>('Namespace', '', name);
  const deletedAt = instantOf(namespace?.metadata.deletionTimestamp);
  if (!namespace || deletedAt === undefined) return undefined;
  const grace = podGrace(namespace, deletedAt, client, now);
  const remaining = empty(name, client);
  const { seconds, stuck } = estimateFor(remaining, grace, name);
  const conditions = deletionConditions(namespace, remaining, stuck, timestamp(now));
  client.updateStatus<Namespace>({ ...namespace, status: { ...namespace.status, conditions } });
  if (stuck.length > 0) return { requeueAfter: RETRY };
  if (seconds > 0) return { requeueAfter: (Math.floor(seconds / 2) + 1) * 1000 };
  client.finalize(name, 'kubernetes');
  return undefined;
}

/** Empties a Namespace that is being deleted, and then lets it go. Models pkg/controller/namespace (v1.36). */
export const namespaceController: Controller = {
  name: 'namespace controller',
  delay: DELAY,
  watches: {
    Namespace: ({ after }) => (after?.metadata.deletionTimestamp === undefined ? [] : [after.metadata.name]),
  },
  reconcile,
};
