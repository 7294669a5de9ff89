import {
  isNodeReady,
  isPodFinished,
  isPodTerminating,
  type Node,
  type Pod,
  podCondition,
  type Taint,
  type Toleration,
  timestamp,
} from '../../../api/index.ts';
import type { Client, Controller, Reader } from '../apiserver/client.ts';

/** Virtual ms until the scheduler takes a Pod from its queue. */
const DELAY = 12;

function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some((one) => {
    const sameKey = one.key === undefined || one.key === '' ? one.operator === 'Exists' : one.key === taint.key;
    const sameValue = one.operator === 'Exists' || (one.value ?? '') === (taint.value ?? '');
    return sameKey && sameValue && (one.effect === undefined || one.effect === '' || one.effect === taint.effect);
  });
}

/** Why a Pod may not go to a node, in the scheduler's words; undefined when it may. */
function obstacle(pod: Pod, node: Node): string | undefined {
  if (node.spec.unschedulable) return 'node(s) were unschedulable';
  const taint = (node.spec.taints ?? []).find(
    (one) => one.effect !== 'PreferNoSchedule' && !tolerates(pod.spec.tolerations ?? [], one),
  );
  if (taint) return `node(s) had untolerated taint(s)`;
  if (!isNodeReady(node)) return 'node(s) were not ready';
  const wanted = Object.entries(pod.spec.nodeSelector ?? {});
  const fits = wanted.every(([key, value]) => node.metadata.labels?.[key] === value);
  return fits ? undefined : "node(s) didn't match Pod's node affinity/selector";
}

/** The node with the fewest Pods of the same owner, then the fewest Pods, then the first by name. */
function best(pod: Pod, nodes: readonly Node[], read: Reader): Node | undefined {
  const placed = read
    .list<Pod>('Pod')
    .filter((one) => one.spec.nodeName !== undefined && !isPodFinished(one) && !isPodTerminating(one));
  const owner = pod.metadata.ownerReferences?.[0]?.uid;
  const counts = new Map(nodes.map((node) => [node.metadata.name, [0, 0] as [number, number]]));
  for (const one of placed) {
    const count = counts.get(one.spec.nodeName ?? '');
    if (!count) continue;
    count[1]++;
    if (owner !== undefined && one.metadata.ownerReferences?.[0]?.uid === owner) count[0]++;
  }
  const score = (node: Node): number => {
    const [kin, all] = counts.get(node.metadata.name) ?? [0, 0];
    return kin * 1e6 + all;
  };
  return [...nodes].sort((a, b) => score(a) - score(b))[0];
}

/** The scheduler's sentence: how many nodes would not do and why, reasons in the order of their text. Models framework FitError (v1.36). */
function unschedulable(pod: Pod, nodes: readonly Node[]): string {
  if (nodes.length === 0) return 'no nodes available to schedule pods';
  const reasons = new Map<string, number>();
  for (const node of nodes) {
    const reason = obstacle(pod, node) ?? '';
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const list = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  const none = `0/${nodes.length} nodes are available:`;
  return `${none} ${list.join(', ')}. no new claims to deallocate, preemption: ${none} ${nodes.length} Preemption is not helpful for scheduling.`;
}

/** The Pod with its condition: placed nowhere, and why. The time of the condition stays while it says the same. */
function pending(pod: Pod, nodes: readonly Node[], time: string): Pod {
  const message = unschedulable(pod, nodes);
  const before = podCondition(pod, 'PodScheduled');
  const others = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
  const lastTransitionTime = before?.status === 'False' ? (before.lastTransitionTime ?? time) : time;
  const scheduled = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
    lastTransitionTime,
  } as const;
  return { ...pod, status: { ...pod.status, phase: 'Pending', conditions: [...others, scheduled] } };
}

function reconcile(key: string, client: Client, now: number): void {
  const [namespace = '', name = ''] = key.split('/');
  const pod = client.get<Pod>('Pod', namespace, name);
  if (!pod || pod.spec.nodeName !== undefined || isPodTerminating(pod) || isPodFinished(pod)) return;
  const nodes = client.list<Node>('Node');
  const node = best(
    pod,
    nodes.filter((one) => obstacle(pod, one) === undefined),
    client,
  );
  if (node) client.update<Pod>({ ...pod, spec: { ...pod.spec, nodeName: node.metadata.name } });
  else client.updateStatus<Pod>(pending(pod, nodes, timestamp(now)));
}

function* unplaced(read: Reader): Generator<string> {
  for (const pod of read.list<Pod>('Pod'))
    if (pod.spec.nodeName === undefined) yield `${pod.metadata.namespace}/${pod.metadata.name}`;
}

/** Finds a node for every Pod that has none. Models pkg/scheduler (v1.36): which nodes will do, and spreading; no scoring by resources. */
export const scheduler: Controller = {
  name: 'scheduler',
  delay: DELAY,
  watches: {
    Pod: ({ key, after }) =>
      (after as Pod | undefined)?.spec.nodeName === undefined && after ? [key.slice('Pod/'.length)] : [],
    Node: (_change, read) => unplaced(read),
  },
  reconcile,
};
