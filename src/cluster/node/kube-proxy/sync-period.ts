/** Virtual ms that a change takes to reach a node's kube-proxy. */
export const WATCH_DELAY = 30;

/** Virtual ms between two syncs at the least: kube-proxy's `minSyncPeriod`, in both modes. */
export const MIN_SYNC_PERIOD = 1000;

/**
 * When kube-proxy will write what it has just learned: at once after a quiet time, else as soon as the period since the
 * last sync is over. Models pkg/proxy/runner BoundedFrequencyRunner (v1.36), which allows no bursts any more.
 */
export function nextSync(syncedAt: number | undefined, learned: number): number {
  return syncedAt === undefined ? learned : Math.max(learned, syncedAt + MIN_SYNC_PERIOD);
}
