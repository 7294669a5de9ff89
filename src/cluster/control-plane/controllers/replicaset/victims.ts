import { isPodReady, type Pod } from '../../../../api/index.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** By what two Pods are compared, the most important first; the lower value goes sooner. */
function rank(pod: Pod, onNode: ReadonlyMap<string, number>): readonly number[] {
  const placed = pod.spec.nodeName === undefined ? 0 : 1;
  const running = pod.status?.phase === 'Running' ? 1 : 0;
  const cost = Number(pod.metadata.annotations?.[DELETION_COST] ?? 0);
  const crowd = -(onNode.get(pod.spec.nodeName ?? '') ?? 0);
  return [placed, running, isPodReady(pod) ? 1 : 0, cost, crowd];
}

/** The order of creation: later Pods have higher uids. */
const age = (pod: Pod): number => Number(pod.metadata.uid?.replace(/\D/g, '') ?? 0);

/**
 * The Pods to delete when there are `surplus` too many: first what is not placed, not running, not ready, then the cheaper
 * one, the one with more siblings on its node, the younger. Models controller.ActivePodsWithRanks (v1.36).
 */
export function victims(pods: readonly Pod[], surplus: number): readonly Pod[] {
  if (surplus <= 0) return [];
  const onNode = new Map<string, number>();
  for (const { spec } of pods) onNode.set(spec.nodeName ?? '', (onNode.get(spec.nodeName ?? '') ?? 0) + 1);
  const ranked = pods.map((pod) => ({ pod, ranks: [...rank(pod, onNode), -age(pod)] }));
  ranked.sort((a, b) => {
    const at = a.ranks.findIndex((value, i) => value !== b.ranks[i]);
    return at === -1 ? 0 : (a.ranks[at] ?? 0) - (b.ranks[at] ?? 0);
  });
  return ranked.slice(0, surplus).map(({ pod }) => pod);
}
