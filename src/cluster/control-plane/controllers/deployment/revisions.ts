import type { Deployment, ReplicaSet } from '../../../../api/index.ts';
import type { Client } from '../../apiserver/client.ts';
import { controllerReference } from '../controller-ref.ts';
import { isSameTemplate, POD_TEMPLATE_HASH, templateHash } from '../template-hash.ts';
import { fenceposts, newSetSize } from './rolling.ts';

const PREFIX = 'deployment.kubernetes.io/';
const REVISION = `${PREFIX}revision`;
const DESIRED = `${PREFIX}desired-replicas`;
const MAX = `${PREFIX}max-replicas`;

/** Annotations of a Deployment that its ReplicaSets do not inherit. */
const OWN = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  `${PREFIX}revision-history`,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);

type Annotations = Readonly<Record<string, string>>;

/** Which rollout a ReplicaSet belongs to, counted from 1. */
export const revisionOf = (set: ReplicaSet): number => Number(set.metadata.annotations?.[REVISION] ?? 0);

/** What a ReplicaSet was last told of its Deployment's size: `desired` replicas, and `most` with its surge. */
export function sizeNoted({ metadata }: ReplicaSet): { readonly desired?: number; readonly most?: number } {
  const { [DESIRED]: desired, [MAX]: most } = metadata.annotations ?? {};
  return {
    ...(desired !== undefined && { desired: Number(desired) }),
    ...(most !== undefined && { most: Number(most) }),
  };
}

function sizeNotes(deployment: Deployment): Annotations {
  const replicas = deployment.spec.replicas ?? 1;
  return { [DESIRED]: String(replicas), [MAX]: String(replicas + fenceposts(deployment).surge) };
}

/** Gives a ReplicaSet its size and notes the Deployment's on it; true when the size was another. Models deployment scaleReplicaSet (v1.36). */
export function scaled(set: ReplicaSet, replicas: number, deployment: Deployment, client: Client): boolean {
  const notes = sizeNotes(deployment);
  const annotations = { ...set.metadata.annotations, ...notes };
  if ((set.spec.replicas ?? 1) === replicas && carries(set, notes)) return false;
  client.update<ReplicaSet>({ ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } });
  return (set.spec.replicas ?? 1) !== replicas;
}

function carries({ metadata }: ReplicaSet, notes: Annotations): boolean {
  return Object.entries(notes).every(([key, value]) => metadata.annotations?.[key] === value);
}

function inherited(deployment: Deployment): Annotations {
  return Object.fromEntries(Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !OWN.has(key)));
}

/** Brings a ReplicaSet that has the present template up to date: its revision is the newest, whether new or rolled back to. */
function refreshed(deployment: Deployment, set: ReplicaSet, revision: number, client: Client): ReplicaSet {
  const notes = { ...inherited(deployment), [REVISION]: String(Math.max(revision, revisionOf(set))) };
  const annotations = { ...set.metadata.annotations, ...notes };
  const { minReadySeconds: before, ...spec } = set.spec;
  const { minReadySeconds } = deployment.spec;
  if (before === minReadySeconds && carries(set, notes)) return set;
  const written = client.update<ReplicaSet>({
    ...set,
    metadata: { ...set.metadata, annotations },
    spec: { ...spec, ...(minReadySeconds !== undefined && { minReadySeconds }) },
  });
  return written.ok ? written.value : set;
}

function created(deployment: Deployment, sets: readonly ReplicaSet[], revision: number, client: Client) {
  const { selector, template, minReadySeconds } = deployment.spec;
  const { name, namespace = '' } = deployment.metadata;
  const hash = templateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash };
  const annotations = { ...inherited(deployment), [REVISION]: String(revision), ...sizeNotes(deployment) };
  return client.create<ReplicaSet>({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newSetSize(deployment, 0, sets),
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [POD_TEMPLATE_HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
}

/** The oldest ReplicaSet with the present template; the hash in its labels does not count. Models deploymentutil FindNewReplicaSet (v1.36). */
export function newReplicaSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return sets.find((set) => isSameTemplate(set.spec.template, deployment.spec.template));
}

/** How the look for the present ReplicaSet came out. A name that somebody else has taken is counted, and the next look tries another. */
export type Sought =
  | { readonly t: 'found' | 'created'; readonly set: ReplicaSet }
  | { readonly t: 'collision' | 'none' };

/**
 * The ReplicaSet of the present template, its revision the newest; made when there is none and `create` says so. Models
 * deployment getNewReplicaSet (v1.36).
 */
export function presentSet(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  create: boolean,
  client: Client,
): Sought {
  const known = newReplicaSet(deployment, sets);
  const latest = Math.max(0, ...sets.filter((set) => set !== known).map(revisionOf));
  if (known) return { t: 'found', set: refreshed(deployment, known, latest + 1, client) };
  if (!create) return { t: 'none' };
  const written = created(deployment, sets, latest + 1, client);
  return written.ok ? { t: 'created', set: written.value } : { t: written.status.code === 409 ? 'collision' : 'none' };
}

/** Writes the revision of the present rollout on the Deployment, as `kubectl rollout history` shows it. */
export function noteRevision(deployment: Deployment, current: ReplicaSet, client: Client): Deployment {
  const revision = String(revisionOf(current));
  const annotations = { ...deployment.metadata.annotations, [REVISION]: revision };
  if (deployment.metadata.annotations?.[REVISION] === revision) return deployment;
  const written = client.update<Deployment>({ ...deployment, metadata: { ...deployment.metadata, annotations } });
  return written.ok ? written.value : deployment;
}

/** Old ReplicaSets without Pods are kept for rollbacks, but only so many. Models deployment cleanupDeployment (v1.36). */
export function dropHistory({ spec }: Deployment, old: readonly ReplicaSet[], client: Client): void {
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = alive.length - (spec.revisionHistoryLimit ?? 10);
  const byRevision = [...alive].sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const { metadata, spec: wanted, status } of byRevision.slice(0, Math.max(0, surplus))) {
    const seen = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
    if ((status?.replicas ?? 0) === 0 && (wanted.replicas ?? 1) === 0 && seen)
      client.delete('ReplicaSet', metadata.namespace ?? '', metadata.name);
  }
}
