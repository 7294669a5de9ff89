import {
  type DaemonSet,
  isFromSnapshot,
  isPodFinished,
  isPodTerminating,
  type Node,
  namespacedName,
  type Pod,
} from '../../../../api/index.ts';
import type { Client, Controller, Reader } from '../../apiserver/client.ts';
import { claimed } from '../controller-ref.ts';
import { untilNextAvailable } from '../pod-availability.ts';
import { deletePod } from '../pod-control.ts';
import { managersOf } from '../selected-by.ts';
import { templateHash } from '../template-hash.ts';
import { daemonPod, nodeFitness, targetNode } from './daemon-pod.ts';
import { outdatedPods } from './rolling.ts';
import { countedStatus } from './status.ts';

/** Virtual ms until a DaemonSet's loop notices a change. */
const DELAY = 1;

const age = ({ metadata }: Pod): string => `${metadata.creationTimestamp} ${metadata.name}`;

/** The Pods by the Node that they are on or meant for, the oldest first. Models daemon getNodesToDaemonPods (v1.36). */
function byNode(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const found = new Map<string, Pod[]>();
  for (const pod of [...pods].sort((a, b) => (age(a) < age(b) ? -1 : 1))) {
    const node = targetNode(pod) ?? '';
    found.set(node, [...(found.get(node) ?? []), pod]);
  }
  return found;
}

/** Sees to one Node: a Pod where there is none, none where none may be, one where there are several. Models daemon podsShouldBeOnNode (v1.36). */
function manage(set: DaemonSet, node: Node, pods: readonly Pod[], hash: string, client: Client): void {
  const { shouldRun, mayStay } = nodeFitness(set, node);
  const present = pods.filter((pod) => !isPodTerminating(pod));
  if (shouldRun && pods.length === 0) client.create(daemonPod(set, node.metadata.name, hash));
  const running = present.filter((pod) => !isPodFinished(pod));
  const surplus = mayStay ? [...present.filter(isPodFinished), ...running.slice(1)] : present;
  for (const pod of surplus) deletePod(pod, client);
}

function manageAll(set: DaemonSet, pods: ReadonlyMap<string, readonly Pod[]>, hash: string, client: Client): void {
  const nodes = client.list<Node>('Node');
  for (const node of nodes) manage(set, node, pods.get(node.metadata.name) ?? [], hash, client);
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  for (const [node, left] of pods)
    if (!names.has(node))
      for (const pod of left) if (pod.spec.nodeName === undefined && !isPodTerminating(pod)) deletePod(pod, client);
}

/** The Pods on the Nodes that should have one, and the number of other Nodes that have some. */
function wanted(set: DaemonSet, pods: ReadonlyMap<string, readonly Pod[]>, read: Reader) {
  const nodes = read.list<Node>('Node');
  const right = nodes.filter((node) => nodeFitness(set, node).shouldRun);
  const wrong = nodes.filter((node) => !right.includes(node) && pods.has(node.metadata.name));
  const podsOf = new Map(right.map(({ metadata: { name } }) => [name, pods.get(name) ?? []] as const));
  return { podsOf, misscheduled: wrong.length };
}

function reconcile(key: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const [namespace = '', name = ''] = key.split('/');
  const set = client.get<DaemonSet>('DaemonSet', namespace, name);
  if (!set || isFromSnapshot(set) || set.metadata.deletionTimestamp !== undefined) return undefined;
  const hash = templateHash(set.spec.template);
  manageAll(set, byNode(claimed<Pod>(set, 'Pod', client)), hash, client);
  const managed = (): ReadonlyMap<string, readonly Pod[]> => byNode(claimed<Pod>(set, 'Pod', client));
  if (set.spec.updateStrategy?.type !== 'OnDelete')
    for (const pod of outdatedPods(set, wanted(set, managed(), client).podsOf, hash, now)) deletePod(pod, client);
  const { podsOf, misscheduled } = wanted(set, managed(), client);
  client.updateStatus<DaemonSet>({ ...set, status: countedStatus(set, podsOf, misscheduled, hash, now) });
  const pods = [...podsOf.values()].flat();
  const requeueAfter = untilNextAvailable(pods, set.spec.minReadySeconds ?? 0, now);
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

/**
 * Keeps one Pod of a DaemonSet on every Node that it fits on, and brings new templates to them. Models pkg/controller/daemon
 * (v1.36); old templates are not kept as ControllerRevisions, and `maxSurge` makes no second Pod on a Node.
 */
export const daemonSetController: Controller = {
  name: 'daemonset controller',
  delay: DELAY,
  watches: {
    DaemonSet: ({ after }) => (after ? [namespacedName(after)] : []),
    Pod: managersOf<DaemonSet>('DaemonSet'),
    Node: (_change, read) => read.list<DaemonSet>('DaemonSet').map(namespacedName),
  },
  reconcile,
};
