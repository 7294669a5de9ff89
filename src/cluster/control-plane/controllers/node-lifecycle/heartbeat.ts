import { instantOf, type Lease, NODE_LEASES, type Node } from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';

/** Virtual ms between two looks of the monitor at every Node. Models nodeMonitorPeriod (v1.36). */
export const MONITOR_PERIOD = 5000;

/** Virtual ms without a sign of life after which a Node is given up. Models nodeMonitorGracePeriod (50 s since v1.32, 40 s before). */
const GRACE_PERIOD = 50_000;

/** The same for a Node that has never said anything. Models nodeStartupGracePeriod (v1.36). */
const STARTUP_GRACE_PERIOD = 60_000;

/** The monitor's look at or after an instant. */
export const lookAfter = (instant: number): number => Math.ceil(instant / MONITOR_PERIOD) * MONITOR_PERIOD;

/**
 * When the monitor gives a Node up if it hears nothing more: its grace period counts from the look that found the Lease
 * renewed, not from the renewal. Models tryUpdateNodeHealth (v1.36).
 */
export function givenUpAt(node: Node, read: Reader): number {
  const lease = read.get<Lease>('Lease', NODE_LEASES, node.metadata.name);
  const renewed = instantOf(lease?.spec.renewTime);
  if (renewed !== undefined) return lookAfter(renewed) + GRACE_PERIOD;
  return lookAfter(instantOf(node.metadata.creationTimestamp) ?? 0) + STARTUP_GRACE_PERIOD;
}
