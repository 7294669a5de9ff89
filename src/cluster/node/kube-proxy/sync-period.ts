/** Virtual ms that a change takes to reach a node's kube-proxy. */
export const WATCH_DELAY = 30;

/** Virtual ms between two syncs at the least, once a first one has gone out at once: kube-proxy's `minSyncPeriod`. */
export const MIN_SYNC_PERIOD = 1000;

/**
 * When kube-proxy will write what it has just learned: at once after a quiet time, else as soon as the period is over.
 * Models pkg/proxy/runner BoundedFrequencyRunner with a burst of two (v1.36).
 */
export function nextSync(lastSyncs: readonly number[], learned: number): number {
  const [, second] = lastSyncs.slice(-2);
  const [first] = lastSyncs.slice(-2);
  const spent = first !== undefined && second !== undefined && learned - first < MIN_SYNC_PERIOD;
  return spent ? first + MIN_SYNC_PERIOD : learned;
}
