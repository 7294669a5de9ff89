import {
  type Condition,
  isFromSnapshot,
  isNodeReady,
  isPodFinished,
  isPodTerminating,
  type Node,
  type Pod,
  timestamp,
} from '../../../../api/index.ts';
import type { Client, Controller, Reader } from '../../apiserver/client.ts';

/** Virtual ms that a Node has to be missing before its Pods are given up. Models quarantineTime (v1.36). */
const QUARANTINE = 40_000;

/** Virtual ms between two rounds. Models gcCheckPeriod (v1.36). */
const PERIOD = 20_000;

/** Says of a Node that its machine is known to be off, so that nothing on it can still be running. */
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Deletes a Pod that no kubelet will ever stop, and says why if there is a condition for it. Models markFailedAndDeletePod (v1.36). */
function giveUp(pod: Pod, client: Client, condition?: Condition): void {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition?.type);
  const conditions = condition ? [...others, condition] : others;
  if (!isPodFinished(pod)) client.updateStatus<Pod>({ ...pod, status: { ...pod.status, phase: 'Failed', conditions } });
  client.delete('Pod', pod.metadata.namespace ?? '', pod.metadata.name, { now: true });
}

const orphaned = (now: number): Condition => ({
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
  lastTransitionTime: timestamp(now),
});

/** The Node whose Pods may have to be given up after a change, if one is `wanted`. */
const nodesOf = (wanted: (name: string, read: Reader) => boolean): Controller['watches'] => ({
  Node: ({ key }, read) => [key.slice('Node//'.length)].filter((name) => wanted(name, read)),
  Pod({ after }, read) {
    const node = (after as Pod | undefined)?.spec.nodeName;
    return node !== undefined && wanted(node, read) ? [node] : [];
  },
});

/** Virtual ms until the next round; undefined when one is due. */
const untilRound = (now: number): number | undefined => (now % PERIOD > 0 ? PERIOD - (now % PERIOD) : undefined);

const ownPods = (node: string, read: Reader): readonly Pod[] => read.onNode(node).filter((pod) => !isFromSnapshot(pod));

const isGone = (name: string, read: Reader): boolean => read.get<Node>('Node', '', name) === undefined;

/** Deletes the Pods of Nodes that are gone, keyed by the Node's name. Models pkg/controller/podgc gcOrphaned (v1.36). */
export const podGarbageCollector: Controller = {
  name: 'pod garbage collector',
  delay: QUARANTINE,
  watches: nodesOf(isGone),
  reconcile(name, client, now) {
    if (!isGone(name, client)) return undefined;
    const wait = untilRound(now);
    if (wait !== undefined) return { requeueAfter: wait };
    for (const pod of ownPods(name, client)) giveUp(pod, client, orphaned(now));
    return undefined;
  },
};

function isOutOfService(name: string, read: Reader): boolean {
  const node = read.get<Node>('Node', '', name);
  return node !== undefined && !isNodeReady(node) && (node.spec.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE);
}

/**
 * Deletes Pods that wait for a kubelet which will not come, since somebody has declared its machine out of service, keyed by
 * the Node's name. Models pkg/controller/podgc gcTerminating (v1.36).
 */
export const outOfServiceCollector: Controller = {
  name: 'pod garbage collector of nodes out of service',
  delay: 0,
  watches: nodesOf((name, read) => isOutOfService(name, read) && ownPods(name, read).some(isPodTerminating)),
  reconcile(name, client, now) {
    if (!isOutOfService(name, client)) return undefined;
    const wait = untilRound(now);
    if (wait !== undefined) return { requeueAfter: wait };
    for (const pod of ownPods(name, client).filter(isPodTerminating)) giveUp(pod, client);
    return undefined;
  },
};
