import { isNodeReady, type Node, quantityIn, ZONE_LABEL } from '../../../../api/index.ts';

/** How much more than its share of the load a zone may get before hints are given up. */
const OVERLOAD = 0.2;

const EXCLUDED = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** How many endpoints a zone should get, and how many at least and at most. */
export interface Allocation {
  readonly minimum: number;
  readonly maximum: number;
  readonly desired: number;
}

/**
 * Each zone's part of all processors of ready nodes; undefined when a node does not tell its zone or processors, or when all
 * are in one zone. Models topologycache SetNodes (v1.36).
 */
export function zoneShares(nodes: readonly Node[]): ReadonlyMap<string, number> | undefined {
  const byZone = new Map<string, number>();
  for (const node of nodes) {
    if (!isNodeReady(node) || EXCLUDED.some((label) => node.metadata.labels?.[label] !== undefined)) continue;
    const zone = node.metadata.labels?.[ZONE_LABEL];
    const cores = quantityIn(node.status?.allocatable?.['cpu'] ?? '0', 1000);
    if (!zone || cores === 0) return undefined;
    byZone.set(zone, (byZone.get(zone) ?? 0) + cores);
  }
  if (byZone.size < 2) return undefined;
  const total = [...byZone.values()].reduce((sum, cores) => sum + cores, 0);
  return new Map([...byZone].map(([zone, cores]) => [zone, cores / total]));
}

const least = (share: number, count: number): number => Math.ceil(share * count * (1 / (1 + OVERLOAD)));

/**
 * How many of `count` endpoints each zone should get; undefined when there are too few to share out without overloading a
 * zone. Models topologycache getAllocations (v1.36).
 */
export function allocations(
  shares: ReadonlyMap<string, number> | undefined,
  count: number,
): ReadonlyMap<string, Allocation> | undefined {
  if (!shares || shares.size > count) return undefined;
  const spare = count - [...shares.values()].reduce((sum, share) => sum + least(share, count), 0);
  if (spare < 0) return undefined;
  return new Map(
    [...shares].map(([zone, share]) => {
      const minimum = least(share, count);
      return [zone, { minimum, maximum: minimum + spare, desired: Math.max(share * count, minimum) }];
    }),
  );
}

/** Whether endpoints that were shared out among zones like this leave a zone with too few by now. Models topologycache serviceOverloaded (v1.36). */
export function isOverloaded(
  counts: ReadonlyMap<string, number>,
  shares: ReadonlyMap<string, number> | undefined,
): boolean {
  if (counts.size === 0) return false;
  if (!shares) return true;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...shares].some(([zone, share]) => (counts.get(zone) ?? -1) < least(share, total));
}
