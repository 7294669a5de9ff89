import { instantOf, isPodReady, type Pod, podCondition } from '../../../api/index.ts';

/**
 * Virtual ms until a Pod counts as available: 0 when it does by now, undefined while it is not ready. It has to stay ready
 * for `minReadySeconds`. Models pkg/api/v1/pod IsPodAvailable (v1.36).
 */
export function untilAvailable(pod: Pod, minReadySeconds: number, now: number): number | undefined {
  if (!isPodReady(pod)) return undefined;
  if (minReadySeconds === 0) return 0;
  const since = instantOf(podCondition(pod, 'Ready')?.lastTransitionTime);
  return since === undefined ? undefined : Math.max(0, since + minReadySeconds * 1000 - now);
}

/** Virtual ms until the first of some Pods that are ready by now becomes available as well; undefined when none is about to. */
export function untilNextAvailable(pods: readonly Pod[], minReadySeconds: number, now: number): number | undefined {
  const waits = pods.map((pod) => untilAvailable(pod, minReadySeconds, now) ?? 0).filter((ms) => ms > 0);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}
