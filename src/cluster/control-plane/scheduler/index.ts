import {
  isFromSnapshot,
  isPodFinished,
  isPodTerminating,
  type Node,
  namespacedName,
  type Pod,
  podCondition,
  timestamp,
} from '../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../apiserver/client.ts';
import { obstacles } from './filter.ts';
import { fitError } from './fit-error.ts';
import { bestNode } from './score.ts';

/** Virtual ms until the scheduler takes a Pod from its queue. */
const DELAY = 12;

const NAME = 'default-scheduler';

/** The Pod with its condition: placed nowhere, and why. The time of the condition stays while it says the same. */
function pending(pod: Pod, message: string, time: string): Pod {
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

/** Whether a Pod waits for this scheduler: it has no node yet, no gate is shut, no other scheduler was asked for, and it is no part of a dump. */
function waits(pod: Pod): boolean {
  const { nodeName, schedulingGates = [], schedulerName = NAME } = pod.spec;
  if (nodeName !== undefined || schedulingGates.length > 0 || schedulerName !== NAME) return false;
  return !isFromSnapshot(pod) && !isPodTerminating(pod) && !isPodFinished(pod);
}

function reconcile(key: string, client: Client, now: number): void {
  const [namespace = '', name = ''] = key.split('/');
  const pod = client.get<Pod>('Pod', namespace, name);
  if (!pod || !waits(pod)) return;
  const nodes = client.list<Node>('Node');
  const found = obstacles(pod, nodes, client);
  const node = bestNode(
    pod,
    nodes.filter((one) => !found.has(one)),
    nodes,
    client,
  );
  if (node) client.bind(namespace, name, node.metadata.name);
  else client.updateStatus<Pod>(pending(pod, fitError(found, pod.spec.preemptionPolicy !== 'Never'), timestamp(now)));
}

const unplaced = (read: Reader): readonly string[] => read.onNode('').map(namespacedName);

/** Which waiting Pods a change of another Pod may help: all when one makes room, those that look at other Pods when one is placed. */
function* helpedBy({ key, before, after }: Change, read: Reader): Generator<string> {
  const [was, is] = [before as Pod | undefined, after as Pod | undefined];
  if (is && is.spec.nodeName === undefined) yield key.slice('Pod/'.length);
  const left = was?.spec.nodeName !== undefined && (!is || (isPodFinished(is) && !isPodFinished(was)));
  if (left) yield* unplaced(read);
  if (is?.spec.nodeName === undefined || was?.metadata.labels === is.metadata.labels) return;
  for (const pod of read.withPlacementRules()) if (pod.spec.nodeName === undefined) yield namespacedName(pod);
}

/** A node whose labels, taints or room change; that its kubelet reports again is no news. */
function changesRoom({ before, after }: Change): boolean {
  const [was, is] = [before as Node | undefined, after as Node | undefined];
  if (!was || !is) return true;
  return (
    was.spec !== is.spec ||
    was.metadata.labels !== is.metadata.labels ||
    was.status?.allocatable !== is.status?.allocatable
  );
}

/** Finds a node for every Pod that has none: which nodes will do, and which of them is best. Models pkg/scheduler (v1.36) without preemption. */
export const scheduler: Controller = {
  name: 'scheduler',
  delay: DELAY,
  watches: {
    Pod: helpedBy,
    Node: (change, read) => (changesRoom(change) ? unplaced(read) : []),
  },
  reconcile,
};
