import { instantOf, isNodeReady, type Node, ZONE_LABEL } from '../../../../api/index.ts';
import { isEvicting } from './taints.ts';

/** A zone in which so many Nodes are down has a trouble of its own. Models unhealthyZoneThreshold (v1.36). */
const UNHEALTHY_SHARE = 0.55;

/** A zone with more Nodes than this goes on evicting even then, slowly. Models largeClusterSizeThreshold (v1.36). */
const LARGE_ZONE = 50;

/** Virtual ms between two Nodes of a zone that Pods are driven off. Models nodeEvictionRate and secondaryNodeEvictionRate (v1.36). */
const INTERVAL = 10_000;
const SLOW_INTERVAL = 100_000;

const zoneOf = ({ metadata }: Node): string =>
  `${metadata.labels?.['topology.kubernetes.io/region'] ?? ''}:${metadata.labels?.[ZONE_LABEL] ?? ''}`;

/** Whether no Node at all is ready: then the fault is likelier the monitor's own, and nobody is evicted. */
export const isAllDown = (nodes: readonly Node[]): boolean => !nodes.some(isNodeReady);

/** How long a zone waits from one Node to the next; undefined: nobody is driven off. Models ComputeZoneState and setLimiterInZone (v1.36). */
function intervalIn(zone: readonly Node[]): number | undefined {
  const down = zone.filter((node) => !isNodeReady(node)).length;
  const isPartlyDown = down < zone.length && down > 2 && down / zone.length >= UNHEALTHY_SHARE;
  if (!isPartlyDown) return INTERVAL;
  return zone.length > LARGE_ZONE ? SLOW_INTERVAL : undefined;
}

/** Whether it is this Node's turn: one Node of a zone after the other, and none while too many are down. */
export function mayEvict(node: Node, nodes: readonly Node[], now: number): boolean {
  const zone = nodes.filter((one) => zoneOf(one) === zoneOf(node));
  const interval = intervalIn(zone);
  const driven = zone.flatMap(({ spec }) => (spec.taints ?? []).filter(isEvicting));
  const last = Math.max(Number.NEGATIVE_INFINITY, ...driven.map(({ timeAdded }) => instantOf(timeAdded) ?? 0));
  return interval !== undefined && now - last >= interval;
}
