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
import { dropRevisions, revisionHistory } from '../controller-revisions.ts';
import { untilNextAvailable } from '../pod-availability.ts';
import { deletePod } from '../pod-control.ts';
import { managersOf } from '../selected-by.ts';
import { daemonPod, nodeFitness, REVISION_HASH, targetNode } from './daemon-pod.ts';
import { rollingStep, surplusOf } from './rolling.ts';
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

/** Sees to the Nodes one by one: a Pod where there is none, none where none may be, no more than there should be. Models daemon manage (v1.36). */
class Management {
  constructor(
    private readonly set: DaemonSet,
    private readonly pods: ReadonlyMap<string, readonly Pod[]>,
    private readonly hash: string,
    private readonly client: Client,
    private readonly now: number,
  ) {}

  manageAll(): void {
    const nodes = this.client.list<Node>('Node');
    for (const node of nodes) this.manage(node, this.pods.get(node.metadata.name) ?? []);
    const names = new Set(nodes.map(({ metadata }) => metadata.name));
    for (const [node, left] of this.pods) if (!names.has(node)) this.dropUnplaced(left);
  }

  private manage(node: Node, pods: readonly Pod[]): void {
    const { shouldRun, mayStay } = nodeFitness(this.set, node);
    const present = pods.filter((pod) => !isPodTerminating(pod));
    if (shouldRun && pods.length === 0) this.client.create(daemonPod(this.set, node.metadata.name, this.hash));
    const running = present.filter((pod) => !isPodFinished(pod));
    const tooMany = surplusOf(this.set, running, this.hash, this.now);
    for (const pod of mayStay ? [...present.filter(isPodFinished), ...tooMany] : present) deletePod(pod, this.client);
  }

  /** Pods that were meant for a Node that is gone; those that were on it are the Pod garbage collector's. */
  private dropUnplaced(pods: readonly Pod[]): void {
    for (const pod of pods) if (pod.spec.nodeName === undefined && !isPodTerminating(pod)) deletePod(pod, this.client);
  }
}

/** The Pods on the Nodes that should have one, and the number of other Nodes that have some. */
function wanted(set: DaemonSet, pods: ReadonlyMap<string, readonly Pod[]>, read: Reader) {
  const nodes = read.list<Node>('Node');
  const right = nodes.filter((node) => nodeFitness(set, node).shouldRun);
  const wrong = nodes.filter((node) => !right.includes(node) && pods.has(node.metadata.name));
  const podsOf = new Map(right.map(({ metadata: { name } }) => [name, pods.get(name) ?? []] as const));
  return { podsOf, misscheduled: wrong.length };
}

function roll(set: DaemonSet, podsOf: ReadonlyMap<string, readonly Pod[]>, hash: string, client: Client, now: number) {
  if (set.spec.updateStrategy?.type === 'OnDelete') return;
  const { remove, surge } = rollingStep(set, podsOf, hash, now);
  for (const pod of remove) deletePod(pod, client);
  for (const node of surge) client.create(daemonPod(set, node, hash));
}

function reconcile(key: string, client: Client, now: number): { readonly requeueAfter: number } | undefined {
  const [namespace = '', name = ''] = key.split('/');
  const set = client.get<DaemonSet>('DaemonSet', namespace, name);
  if (!set || isFromSnapshot(set) || set.metadata.deletionTimestamp !== undefined) return undefined;
  const history = revisionHistory(set, REVISION_HASH, client);
  if (!history) return undefined;
  const hash = history.present.metadata.labels?.[REVISION_HASH] ?? '';
  const managed = (): ReadonlyMap<string, readonly Pod[]> => byNode(claimed<Pod>(set, 'Pod', client));
  new Management(set, managed(), hash, client, now).manageAll();
  roll(set, wanted(set, managed(), client).podsOf, hash, client, now);
  const { podsOf, misscheduled } = wanted(set, managed(), client);
  const status = countedStatus(set, podsOf, misscheduled, hash, now);
  client.updateStatus<DaemonSet>({ ...set, status: { ...status, collisionCount: history.collisions } });
  const pods = [...podsOf.values()].flat();
  const live = new Set([hash, ...pods.map(({ metadata }) => metadata.labels?.[REVISION_HASH])]);
  dropRevisions(set, history, ({ metadata }) => live.has(metadata.labels?.[REVISION_HASH]), client);
  const requeueAfter = untilNextAvailable(pods, set.spec.minReadySeconds ?? 0, now);
  return requeueAfter === undefined ? undefined : { requeueAfter };
}

/**
 * Keeps one Pod of a DaemonSet on every Node that it fits on, and brings new templates to them. Models pkg/controller/daemon
 * (v1.36).
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
