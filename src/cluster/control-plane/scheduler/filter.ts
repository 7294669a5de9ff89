import type { Node, Pod } from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';
import { hostPorts } from './host-ports.ts';
import { interPodAffinity } from './inter-pod-affinity.ts';
import { nodeAffinity, nodeUnschedulable, taintToleration } from './node-filters.ts';
import { podTopologySpread } from './pod-topology-spread.ts';
import { nodeResourcesFit } from './resources-fit.ts';

/** Why a node will not do, in the scheduler's words. `forGood`: it would not do either if other Pods went away. */
export interface Obstacle {
  readonly reasons: readonly string[];
  readonly forGood: boolean;
}

/** One way to rule nodes out: prepared once for a Pod, then asked about each node; undefined when the node may be taken. */
export type Filter = (pod: Pod, nodes: readonly Node[], read: Reader) => (node: Node) => Obstacle | undefined;

/** The default profile's filters in its order; the first that objects speaks for the node. Models pkg/scheduler default plugins (v1.36), without volumes. */
const FILTERS: readonly Filter[] = [
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  hostPorts,
  nodeResourcesFit,
  podTopologySpread,
  interPodAffinity,
];

/** The obstacle of every node that will not do for a Pod, by node. */
export function obstacles(pod: Pod, nodes: readonly Node[], read: Reader): ReadonlyMap<Node, Obstacle> {
  const filters = FILTERS.map((filter) => filter(pod, nodes, read));
  const found = new Map<Node, Obstacle>();
  for (const node of nodes) {
    for (const filter of filters) {
      const obstacle = filter(node);
      if (!obstacle) continue;
      found.set(node, obstacle);
      break;
    }
  }
  return found;
}
