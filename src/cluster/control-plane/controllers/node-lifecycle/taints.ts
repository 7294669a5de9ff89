import { type Node, type Taint, timestamp } from '../../../../api/index.ts';
import type { Client } from '../../apiserver/client.ts';

const PREFIX = 'node.kubernetes.io/';
const NOT_READY = `${PREFIX}not-ready`;
const UNREACHABLE = `${PREFIX}unreachable`;
const UNSCHEDULABLE = `${PREFIX}unschedulable`;

/** The taint that goes with a condition that has a status. Models nodeConditionToTaintKeyStatusMap (v1.36). */
const BY_CONDITION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: `${PREFIX}memory-pressure` },
  DiskPressure: { True: `${PREFIX}disk-pressure` },
  NetworkUnavailable: { True: `${PREFIX}network-unavailable` },
  PIDPressure: { True: `${PREFIX}pid-pressure` },
};

const OWN_NO_SCHEDULE = new Set([UNSCHEDULABLE, ...Object.values(BY_CONDITION).flatMap((keys) => Object.values(keys))]);

const readyStatus = ({ status }: Node) => status?.conditions?.find(({ type }) => type === 'Ready')?.status;

function write(node: Node, taints: readonly Taint[], client: Client): void {
  const { taints: _, ...spec } = node.spec;
  client.update<Node>({ ...node, spec: { ...spec, ...(taints.length > 0 && { taints }) } });
}

/** Whether the monitor itself has put this taint on, because of the Node's silence or trouble. */
export function isEvicting({ key, effect }: Taint): boolean {
  return effect === 'NoExecute' && (key === NOT_READY || key === UNREACHABLE);
}

/**
 * Keeps new Pods off a Node whose conditions say so, or that is cordoned: its NoSchedule taints follow them at once. A Node
 * that nobody has reported yet keeps what it was created with. Models doNoScheduleTaintingPass (v1.36).
 */
export function taintByCondition(node: Node, client: Client, now: number): void {
  if (readyStatus(node) === undefined) return;
  const conditions = node.status?.conditions ?? [];
  const keys = conditions.flatMap(({ type, status }) => BY_CONDITION[type]?.[status] ?? []);
  const wanted = new Set([...keys, ...(node.spec.unschedulable ? [UNSCHEDULABLE] : [])]);
  const taints = node.spec.taints ?? [];
  const isOwn = ({ key, effect }: Taint): boolean => effect === 'NoSchedule' && OWN_NO_SCHEDULE.has(key);
  const kept = taints.filter((taint) => !isOwn(taint) || wanted.has(taint.key));
  const missing = [...wanted].filter((key) => !taints.some((taint) => isOwn(taint) && taint.key === key));
  if (kept.length === taints.length && missing.length === 0) return;
  const added = missing.map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: timestamp(now) }));
  write(node, [...kept, ...added], client);
}

/** The taint that drives Pods off a Node in its present state; undefined while it is ready. */
export function evictingKey(node: Node): string | undefined {
  const ready = readyStatus(node);
  return ready === undefined ? undefined : BY_CONDITION['Ready']?.[ready];
}

/** Drives Pods off a Node, or with an undefined key no longer. Models SwapNodeControllerTaint and markNodeAsReachable (v1.36). */
export function swapEvictingTaint(node: Node, key: string | undefined, client: Client, now: number): void {
  const taints = node.spec.taints ?? [];
  const kept = taints.filter((taint) => !isEvicting(taint) || taint.key === key);
  const isNew = key !== undefined && !kept.some(isEvicting);
  if (kept.length === taints.length && !isNew) return;
  const added: readonly Taint[] = isNew ? [{ key, effect: 'NoExecute', timeAdded: timestamp(now) }] : [];
  write(node, [...kept, ...added], client);
}
