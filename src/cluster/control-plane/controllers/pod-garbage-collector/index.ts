import {
  type Condition,
  isFromSnapshot,
  isPodFinished,
  type Node,
  type Pod,
  timestamp,
} from '../../../../api/index.ts';
import type { Client, Controller } from '../../apiserver/client.ts';

/** Virtual ms that a Node has to be missing before its Pods are given up. Models quarantineTime (v1.36). */
const QUARANTINE = 40_000;

/** Virtual ms between two rounds. Models gcCheckPeriod (v1.36). */
const PERIOD = 20_000;

/** Deletes a Pod that no kubelet will ever stop. Models markFailedAndDeletePod (v1.36). */
function giveUp(pod: Pod, client: Client, now: number): void {
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
    lastTransitionTime: timestamp(now),
  };
  const conditions = [...(pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type), condition];
  if (!isPodFinished(pod)) client.updateStatus<Pod>({ ...pod, status: { ...pod.status, phase: 'Failed', conditions } });
  client.delete('Pod', pod.metadata.namespace ?? '', pod.metadata.name, { now: true });
}

/** Deletes the Pods of Nodes that are gone, keyed by the Node's name. Models pkg/controller/podgc gcOrphaned (v1.36). */
export const podGarbageCollector: Controller = {
  name: 'pod garbage collector',
  delay: QUARANTINE,
  watches: {
    Node: ({ key, after }) => (after ? [] : [key.slice('Node//'.length)]),
    Pod: ({ after }, read) => {
      const node = (after as Pod | undefined)?.spec.nodeName;
      return node === undefined || read.get<Node>('Node', '', node) ? [] : [node];
    },
  },
  reconcile(node, client, now) {
    if (client.get<Node>('Node', '', node)) return undefined;
    if (now % PERIOD > 0) return { requeueAfter: PERIOD - (now % PERIOD) };
    for (const pod of client.onNode(node)) if (!isFromSnapshot(pod)) giveUp(pod, client, now);
    return undefined;
  },
};
