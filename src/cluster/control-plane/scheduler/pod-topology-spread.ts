import {
  isWantedNode,
  type LabelSelector,
  labelSelectorMatches,
  type Node,
  type Pod,
  type TopologySpreadConstraint,
  untoleratedTaint,
} from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';
import type { Filter } from './filter.ts';
import { podsPerNode } from './pods-per-node.ts';

const SKEWED = "node(s) didn't match pod topology spread constraints";

/** The selector of a constraint, with the Pod's own values of `matchLabelKeys` put in, such as its template's hash. */
export function spreadSelector(pod: Pod, constraint: TopologySpreadConstraint): LabelSelector | undefined {
  const { labelSelector, matchLabelKeys = [] } = constraint;
  const own = matchLabelKeys.flatMap((key) => {
    const value = pod.metadata.labels?.[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  if (!labelSelector || own.length === 0) return labelSelector;
  return { ...labelSelector, matchLabels: { ...labelSelector.matchLabels, ...Object.fromEntries(own) } };
}

/** Whether a node counts when the Pods of a constraint are counted: by default it must be one that the Pod may choose; taints do not matter. */
export function isCounted(pod: Pod, node: Node, constraint: TopologySpreadConstraint): boolean {
  const { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' } = constraint;
  if (nodeAffinityPolicy === 'Honor' && !isWantedNode(pod, node)) return false;
  const tainted = (): boolean =>
    untoleratedTaint(node.spec.taints, pod.spec.tolerations, ['NoSchedule', 'NoExecute']) !== undefined;
  return nodeTaintsPolicy === 'Ignore' || !tainted();
}

/** Adds up what stands on nodes by the nodes' value of a label. */
export function byTopology(nodes: readonly Node[], key: string, onNode: ReadonlyMap<string, number>) {
  const counts = new Map<string, number>();
  for (const { metadata } of nodes) {
    const value = metadata.labels?.[key];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + (onNode.get(metadata.name) ?? 0));
  }
  return counts;
}

function judge(pod: Pod, constraint: TopologySpreadConstraint, nodes: readonly Node[], read: Reader) {
  const selector = spreadSelector(pod, constraint);
  const counted = nodes.filter((node) => isCounted(pod, node, constraint));
  const onNode = podsPerNode(pod.metadata.namespace ?? '', selector, read);
  const counts = byTopology(counted, constraint.topologyKey, onNode);
  const least = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
  const self = selector && labelSelectorMatches(selector, pod.metadata.labels) ? 1 : 0;
  return (value: string): boolean => (counts.get(value) ?? 0) + self - least <= constraint.maxSkew;
}

/** Pods of one kind are spread evenly over the values of a node label. Models plugins/podtopologyspread filtering.go (v1.36). */
export const podTopologySpread: Filter = (pod, nodes, read) => {
  const hard = (pod.spec.topologySpreadConstraints ?? []).filter((one) => one.whenUnsatisfiable === 'DoNotSchedule');
  if (hard.length === 0) return () => undefined;
  const labelled = nodes.filter(({ metadata }) => hard.every(({ topologyKey }) => metadata.labels?.[topologyKey]));
  const judges = hard.map((constraint) => ({
    key: constraint.topologyKey,
    fits: judge(pod, constraint, labelled, read),
  }));
  return ({ metadata }) => {
    for (const { key, fits } of judges) {
      const value = metadata.labels?.[key];
      if (value === undefined) return { reasons: [`${SKEWED} (missing required label)`], forGood: true };
      if (!fits(value)) return { reasons: [SKEWED], forGood: false };
    }
    return undefined;
  };
};
