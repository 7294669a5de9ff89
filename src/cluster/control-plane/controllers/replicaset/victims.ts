import { isPodReady, type Pod } from '../../../../api/index.ts';

/** The lower the rank, the sooner a Pod goes: not placed, not running, not ready, then the youngest. Models controller.ActivePodsWithRanks (v1.36). */
function rank(pod: Pod): readonly number[] {
  const placed = pod.spec.nodeName === undefined ? 0 : 1;
  const running = pod.status?.phase === 'Running' ? 1 : 0;
  return [placed, running, isPodReady(pod) ? 1 : 0];
}

function compare(one: Pod, other: Pod): number {
  const [a, b] = [rank(one), rank(other)];
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at !== -1) return (a[at] ?? 0) - (b[at] ?? 0);
  const age = (pod: Pod): number => Number(pod.metadata.uid?.replace(/\D/g, '') ?? 0);
  return age(other) - age(one);
}

/** The Pods to delete when there are `surplus` too many. */
export function victims(pods: readonly Pod[], surplus: number): readonly Pod[] {
  return [...pods].sort(compare).slice(0, surplus);
}
