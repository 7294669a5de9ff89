import type { Condition, Namespace } from '../../../../api/index.ts';
import type { ApiResource } from '../../apiserver/client.ts';
import type { Remaining } from './content.ts';

type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>;

const ok = (reason: string, message: string): Verdict => ({ status: 'False', reason, message });
const trouble = (reason: string, message: string): Verdict => ({ status: 'True', reason, message });

/** `pods.`, `deployments.apps`: plural and group with the dot between them even where there is no group. */
function groupResource({ name, apiVersion }: ApiResource): string {
  return `${name}.${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}`;
}

function contentRemaining(remaining: readonly Remaining[]): Verdict {
  if (remaining.length === 0) return ok('ContentRemoved', 'All content successfully removed');
  const counts = remaining.map(
    ({ resource, objects }) => `${groupResource(resource)} has ${objects.length} resource instances`,
  );
  return trouble('SomeResourcesRemain', `Some resources are remaining: ${counts.sort().join(', ')}`);
}

function finalizersRemaining(remaining: readonly Remaining[]): Verdict {
  const held = new Map<string, number>();
  for (const { metadata } of remaining.flatMap(({ objects }) => objects))
    for (const finalizer of metadata.finalizers ?? []) held.set(finalizer, (held.get(finalizer) ?? 0) + 1);
  if (held.size === 0) return ok('ContentHasNoFinalizers', 'All content-preserving finalizers finished');
  const counts = [...held].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).sort();
  const message = `Some content in the namespace has finalizers remaining: ${counts.join(', ')}`;
  return trouble('SomeFinalizersRemain', message);
}

function contentFailure(stuck: readonly string[]): Verdict {
  if (stuck.length === 0)
    return ok('ContentDeleted', 'All content successfully deleted, may be waiting on finalization');
  const message = `Failed to delete all resource types, ${stuck.length} remaining: ${stuck.join(', ')}`;
  return trouble('ContentDeletionFailed', message);
}

/**
 * What a Namespace says of its own deletion: what remains in it, what holds that, and `stuck`, what should be gone by now.
 * Models pkg/controller/namespace/deletion/status_condition_utils.go (v1.36).
 */
export function deletionConditions(
  namespace: Namespace,
  remaining: readonly Remaining[],
  stuck: readonly string[],
  time: string,
): readonly Condition[] {
  const verdicts: Readonly<Record<string, Verdict>> = {
    NamespaceDeletionDiscoveryFailure: ok('ResourcesDiscovered', 'All resources successfully discovered'),
    NamespaceDeletionGroupVersionParsingFailure: ok('ParsedGroupVersions', 'All legacy kube types successfully parsed'),
    NamespaceDeletionContentFailure: contentFailure(stuck),
    NamespaceContentRemaining: contentRemaining(remaining),
    NamespaceFinalizersRemaining: finalizersRemaining(remaining),
  };
  return Object.entries(verdicts).map(([type, verdict]) => {
    const before = namespace.status?.conditions?.find((one) => one.type === type);
    const lastTransitionTime = before?.status === verdict.status ? (before.lastTransitionTime ?? time) : time;
    return { type, ...verdict, lastTransitionTime };
  });
}
