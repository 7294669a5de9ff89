import { isFromSnapshot, isNodeReady, type Node, type Pod, timestamp } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { isAllDown, mayEvict } from './disruption.ts';
import { givenUpAt, lookAfter, MONITOR_PERIOD } from './heartbeat.ts';
import { evictingKey, isEvicting, swapEvictingTaint, taintByCondition } from './taints.ts';

/** Virtual ms until a change of a Node has its NoSchedule taints follow. */
const DELAY = 2;

/** A change that the monitor's own look makes is for its next look. */
const AFTER_THIS_LOOK = 1;

/** What a kubelet reports, and nobody knows any more when it is silent. */
const REPORTED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** Says of a Node that nothing is known about it. Models tryUpdateNodeHealth (v1.36). */
function giveUp(node: Node, client: Client, now: number): void {
  const known = node.status?.conditions ?? [];
  const lastTransitionTime = timestamp(now);
  const unknown = REPORTED.map((type) => {
    const before = known.find((one) => one.type === type);
    const [reason, message] = before
      ? ['NodeStatusUnknown', 'Kubelet stopped posting node status.']
      : ['NodeStatusNeverUpdated', 'Kubelet never posted node status.'];
    return { type, status: 'Unknown' as const, reason, message, lastTransitionTime };
  });
  const others = known.filter(({ type }) => !REPORTED.includes(type));
  client.updateStatus<Node>({ ...node, status: { ...node.status, conditions: [...others, ...unknown] } });
}

/** Nobody knows whether the Pods of a silent Node serve, so they count as not ready. Models MarkPodsNotReady (v1.36). */
function markPodsNotReady(node: string, client: Client, now: number): void {
  for (const pod of client.onNode(node)) {
    const conditions = pod.status?.conditions?.map((one) =>
      one.type === 'Ready' && one.status !== 'False'
        ? { ...one, status: 'False' as const, lastTransitionTime: timestamp(now) }
        : one,
    );
    if (conditions && !isFromSnapshot(pod)) client.updateStatus<Pod>({ ...pod, status: { ...pod.status, conditions } });
  }
}

/** Drives Pods off a Node that was found in trouble at the look before, or lets them be. Models processTaintBaseEviction (v1.36). */
function evict(node: Node, nodes: readonly Node[], client: Client, now: number): void {
  const key = isAllDown(nodes) ? undefined : evictingKey(node);
  const swaps = (node.spec.taints ?? []).some(isEvicting);
  if (key === undefined || swaps || mayEvict(node, nodes, now)) swapEvictingTaint(node, key, client, now);
}

function monitor(name: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const node = client.get<Node>('Node', '', name);
  if (!node || isFromSnapshot(node)) return undefined;
  if (lookAfter(now) !== now) return { requeueAfter: lookAfter(now) - now };
  const nodes = client.list<Node>('Node');
  const due = givenUpAt(node, client);
  const gone = now >= due && node.status?.conditions?.find(({ type }) => type === 'Ready')?.status !== 'Unknown';
  evict(node, nodes, client, now);
  if (gone) {
    giveUp(client.get<Node>('Node', '', name) ?? node, client, now);
    markPodsNotReady(name, client, now);
  }
  if (isNodeReady(node)) return { requeueAfter: gone ? MONITOR_PERIOD : due - now };
  const waits = evictingKey(node) !== undefined && !isAllDown(nodes) && !node.spec.taints?.some(isEvicting);
  return gone || waits ? { requeueAfter: MONITOR_PERIOD } : undefined;
}

/** A Node that goes down or comes back changes what may become of the others. */
function nodesTouched({ key, before, after }: Change, read: Reader): readonly string[] {
  const [was, is] = [before, after].map((node) => node && isNodeReady(node as Node));
  if (was !== is) return read.list<Node>('Node').map(({ metadata }) => metadata.name);
  return after ? [key.slice('Node//'.length)] : [];
}

/**
 * Watches whether kubelets are alive, by their Leases: a silent Node becomes Unknown, its Pods not ready, and a look later a
 * taint drives them off. Models pkg/controller/nodelifecycle monitorNodeHealth (v1.36).
 */
export const nodeLifecycleController: Controller = {
  name: 'node lifecycle controller',
  delay: AFTER_THIS_LOOK,
  watches: { Node: nodesTouched },
  reconcile: monitor,
};

/** Has the NoSchedule taints of Nodes follow their conditions and cordons. Models pkg/controller/nodelifecycle doNodeProcessingPassWorker (v1.36). */
export const nodeTaintController: Controller = {
  name: 'node taint controller',
  delay: DELAY,
  watches: { Node: ({ key, after }) => (after ? [key.slice('Node//'.length)] : []) },
  reconcile(name, client, now) {
    const node = client.get<Node>('Node', '', name);
    if (node) taintByCondition(node, client, now);
  },
};
