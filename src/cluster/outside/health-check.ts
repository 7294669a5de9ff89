import { PersistentMap } from '../../sim/index.ts';

/** Virtual ms between two checks of a node, and how many must come out the same before the balancer changes its mind. */
export const CHECK_EVERY = 2000;
const FAILURES = 2;

/** What a load balancer thinks of a node. */
export interface NodeHealth {
  readonly healthy: boolean;
  /** Checks in a row that failed. */
  readonly failures: number;
  /** Virtual ms of the last check's end, and what it found: `200`, `503`, `timed out` … */
  readonly at: number;
  readonly found: string;
}

/** By balancer and node. */
export type HealthTable = PersistentMap<NodeHealth>;

export const nothingChecked: HealthTable = PersistentMap.empty<NodeHealth>();

const keyFor = (balancer: string, node: string): string => `${balancer}|${node}`;

/** What a balancer thinks of a node; undefined before its first check has ended. */
export function healthOf(table: HealthTable, balancer: string, node: string): NodeHealth | undefined {
  return table.get(keyFor(balancer, node));
}

/** The table after a check: one that passes makes the node healthy, and it takes two in a row to make it unhealthy again. */
export function checked(table: HealthTable, balancer: string, node: string, found: string, at: number): HealthTable {
  const known = healthOf(table, balancer, node);
  const passes = found === '200';
  const failures = passes ? 0 : (known?.failures ?? 0) + 1;
  const healthy = passes || (known?.healthy === true && failures < FAILURES);
  return table.set(keyFor(balancer, node), { healthy, failures, at, found });
}

/** The nodes that a balancer sends to. */
export function healthyNodes(table: HealthTable, balancer: string, nodes: Iterable<string>): string[] {
  return [...nodes].filter((node) => healthOf(table, balancer, node)?.healthy === true);
}

/** The table without the nodes of a balancer that are none of these; the same table when there are none such. */
export function forgotten(table: HealthTable, balancer: string, nodes: readonly string[]): HealthTable {
  const kept = new Set(nodes.map((node) => keyFor(balancer, node)));
  const gone = [...table.keys()].filter((key) => key.startsWith(keyFor(balancer, '')) && !kept.has(key));
  return gone.reduce((rest, key) => rest.delete(key), table);
}
