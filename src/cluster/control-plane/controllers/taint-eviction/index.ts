import {
  type Condition,
  isFromSnapshot,
  isPodTerminating,
  type Node,
  namespacedName,
  type Pod,
  type Taint,
  timestamp,
  tolerates,
} from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { deletePod } from '../pod-control.ts';

/** Virtual ms until a taint or a Pod is noticed. */
const DELAY = 4;

/** A Pod that is put up with on a tainted Node, and since when (virtual ms). */
export interface Reprieve {
  readonly uid: string;
  readonly since: number;
}

/** What the loop remembers, kept by the world: reprieves by Pod (`namespace/name`). */
export interface EvictionMemory {
  get(key: string): Reprieve | undefined;
  set(key: string, reprieve: Reprieve | undefined): void;
}

const noExecute = ({ spec }: Node): readonly Taint[] =>
  (spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');

/** Virtual ms that a Pod puts up with the taints of its Node: 0 not at all, Infinity for ever. Models getMinTolerationTime (v1.36). */
function patienceOf({ spec }: Pod, taints: readonly Taint[]): number {
  const tolerations = spec.tolerations ?? [];
  const used = taints.map((taint) => tolerations.find((toleration) => tolerates(toleration, taint)));
  if (used.includes(undefined)) return 0;
  const limits = used.map((toleration) => toleration?.tolerationSeconds).filter((seconds) => seconds !== undefined);
  return Math.max(0, Math.min(...limits)) * 1000;
}

/** Deletes a Pod and says why. Models addConditionAndDeletePod (v1.36). */
function evict(pod: Pod, client: Client, now: number): void {
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    lastTransitionTime: timestamp(now),
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
  const told = client.updateStatus<Pod>({ ...pod, status: { ...pod.status, conditions: [...others, condition] } });
  deletePod(told.ok ? told.value : pod, client);
}

function podsTouched({ key, before, after }: Change, read: Reader): readonly string[] {
  if (!after) return [];
  const [was, is] = [before, after].map((node) => JSON.stringify(node ? noExecute(node as Node) : []));
  return was === is ? [] : read.onNode(key.slice('Node//'.length)).map(namespacedName);
}

/** The reprieve of a Pod on a Node, if any is left to it; without one it is evicted. */
function look(pod: Pod, node: Node, before: Reprieve | undefined, client: Client, now: number) {
  const { uid = '' } = pod.metadata;
  const taints = noExecute(node);
  const patience = patienceOf(pod, taints);
  if (taints.length === 0 || patience === Number.POSITIVE_INFINITY) return undefined;
  const since = before?.uid === uid ? before.since : now;
  const requeueAfter = since + patience - now;
  if (requeueAfter > 0) return { reprieve: { uid, since }, requeueAfter };
  evict(pod, client, now);
  return undefined;
}

/**
 * Drives Pods off Nodes with a NoExecute taint: at once, or when the shortest `tolerationSeconds` that covers a taint have
 * passed. A taint that goes in time saves them. Models pkg/controller/tainteviction (v1.36).
 */
export function taintEvictionController(memory: EvictionMemory): Controller {
  return {
    name: 'taint eviction controller',
    delay: DELAY,
    watches: {
      Node: podsTouched,
      Pod: ({ key, before, after }) => {
        const [was, is] = [before, after] as (Pod | undefined)[];
        const name = key.slice('Pod/'.length);
        if (!is) return memory.get(name) ? [name] : [];
        const moved = is?.spec.nodeName !== undefined && was?.spec.nodeName !== is.spec.nodeName;
        return moved || was?.spec.tolerations !== is.spec.tolerations ? [name] : [];
      },
    },
    reconcile(key, client, now) {
      const [namespace = '', name = ''] = key.split('/');
      const pod = client.get<Pod>('Pod', namespace, name);
      const node = pod && client.get<Node>('Node', '', pod.spec.nodeName ?? '');
      const stays = !node || isPodTerminating(pod) || isFromSnapshot(pod);
      const looked = stays ? undefined : look(pod, node, memory.get(key), client, now);
      if (looked?.reprieve || memory.get(key)) memory.set(key, looked?.reprieve);
      return looked && { requeueAfter: looked.requeueAfter };
    },
  };
}
