import type { ControllerRevision, DaemonSet, PodTemplate, StatefulSet } from '../../../api/index.ts';
import type { Client } from '../apiserver/client.ts';
import { claimed, controllerReference } from './controller-ref.ts';
import { isSameTemplate, templateHash } from './template-hash.ts';

/** A workload that keeps its old templates as ControllerRevisions instead of as ReplicaSets. */
type Versioned = DaemonSet | StatefulSet;

/** The templates that a workload has had, the oldest first; `present` is the one that it has now. */
export interface RevisionHistory {
  readonly present: ControllerRevision;
  readonly all: readonly ControllerRevision[];
  /** How many names have turned out to be taken; part of the hash in the next name. */
  readonly collisions: number;
}

/** Tries another name so often when the first one is taken. */
const TRIES = 10;

/** The template that a revision keeps. */
export function templateOf({ data }: ControllerRevision): PodTemplate {
  const { $patch: _, ...template } = data.spec.template;
  return template;
}

const age = (a: ControllerRevision, b: ControllerRevision): number => a.revision - b.revision;

function revisionFor(owner: Versioned, hashLabel: string, revision: number, collisions: number): ControllerRevision {
  const { template } = owner.spec;
  const { name, namespace = '', annotations } = owner.metadata;
  const hash = templateHash(template, collisions);
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    data: { spec: { template: { $patch: 'replace', ...template } } },
    revision,
  };
}

function created(owner: Versioned, hashLabel: string, before: readonly ControllerRevision[], client: Client) {
  const first = owner.status?.collisionCount ?? 0;
  const next = (before.at(-1)?.revision ?? 0) + 1;
  for (let collisions = first; collisions < first + TRIES; collisions++) {
    const written = client.create<ControllerRevision>(revisionFor(owner, hashLabel, next, collisions));
    if (written.ok) return { present: written.value, all: [...before, written.value], collisions };
  }
  return undefined;
}

/**
 * The history of a workload's templates. A template that it has had before becomes the newest revision once more; a new one
 * is written down, its hash under `hashLabel`. Undefined when it cannot be written, as in a namespace that is going. Models
 * statefulset getStatefulSetRevisions and daemon constructHistory (v1.36).
 */
export function revisionHistory(owner: Versioned, hashLabel: string, client: Client): RevisionHistory | undefined {
  const all = [...claimed<ControllerRevision>(owner, 'ControllerRevision', client)].sort(age);
  const collisions = owner.status?.collisionCount ?? 0;
  const same = all.filter((one) => isSameTemplate(templateOf(one), owner.spec.template)).at(-1);
  if (!same) return created(owner, hashLabel, all, client);
  const last = all.at(-1) ?? same;
  if (last === same) return { present: same, all, collisions };
  const again = client.update<ControllerRevision>({ ...same, revision: last.revision + 1 });
  const present = again.ok ? again.value : same;
  return { present, all: [...all.filter((one) => one !== same), present], collisions };
}

/** Deletes the oldest revisions that no Pod has, down to the owner's limit. Models truncateHistory and cleanupHistory (v1.36). */
export function dropRevisions(
  { spec }: Versioned,
  { all }: RevisionHistory,
  isLive: (revision: ControllerRevision) => boolean,
  client: Client,
): void {
  const old = all.filter((revision) => !isLive(revision));
  const surplus = old.length - (spec.revisionHistoryLimit ?? 10);
  for (const { kind, metadata } of old.slice(0, Math.max(0, surplus)))
    client.delete(kind, metadata.namespace ?? '', metadata.name);
}
