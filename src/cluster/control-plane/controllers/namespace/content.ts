import { type ApiObject, isFromSnapshot, isPodFinished, type Namespace, type Pod } from '../../../../api/index.ts';
import type { ApiResource, Client } from '../../apiserver/client.ts';

/** What is still there of one kind after it was deleted. */
export interface Remaining {
  readonly resource: ApiResource;
  readonly objects: readonly ApiObject[];
}

/** How long the rest will take: seconds, and sentences about what should be gone by now. */
export interface Estimate {
  readonly seconds: number;
  readonly stuck: readonly string[];
}

/** Seconds that whatever waits for a finalizer is given. */
const FINALIZER_ESTIMATE = 15;

/** Seconds that the slowest Pod of a namespace may take; 0 once that time has passed. Models estimateGracefulTermination (v1.36). */
export function podGrace(namespace: Namespace, deletedAt: number, client: Client, now: number): number {
  const pods = client.list<Pod>('Pod', namespace.metadata.name).filter((pod) => !isPodFinished(pod));
  const grace = Math.max(0, ...pods.map(({ spec }) => spec.terminationGracePeriodSeconds ?? 30));
  return now - deletedAt >= grace * 1000 ? 0 : grace;
}

/** Deletes everything of some kinds in a namespace. Models deleteAllContentForGroupVersionResource (v1.36). */
export function emptied(namespace: string, resources: readonly ApiResource[], client: Client): readonly Remaining[] {
  return resources.flatMap((resource) => {
    const { kind } = resource;
    for (const object of client.list(kind, namespace))
      client.delete(kind, namespace, object.metadata.name, { propagation: 'Background', now: isFromSnapshot(object) });
    const objects = client.list(kind, namespace);
    return objects.length > 0 ? [{ resource, objects }] : [];
  });
}

/** How long what remains will take: Pods their grace, what has finalizers a while, anything else should be gone. */
export function estimateFor(remaining: readonly Remaining[], grace: number, namespace: string): Estimate {
  const estimates = remaining.map(({ resource, objects }) => {
    if (resource.kind === 'Pod' && grace > 0) return grace;
    return objects.some(({ metadata }) => (metadata.finalizers ?? []).length > 0) ? FINALIZER_ESTIMATE : 0;
  });
  const stuck = remaining
    .filter((_, i) => estimates[i] === 0)
    .map(({ resource: { name, apiVersion } }) => {
      const [version = '', group = ''] = apiVersion.split('/').reverse();
      return `unexpected items still remain in namespace: ${namespace} for gvr: ${group}/${version}, Resource=${name}`;
    });
  return { seconds: Math.max(0, ...estimates), stuck };
}
