import {
  joined,
  type Node,
  nodeSelectorTermMatches,
  type Pod,
  podRequests,
  type Resources,
  resources,
  tolerates,
  usageOf,
} from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';
import { meansScores } from './inter-pod-preference.ts';
import { spreadScores } from './spread-score.ts';

/** The best score of one kind. */
const MOST = 100;

/** Points of each node, 0 to 100, in the order of `nodes`. */
export type Scores = readonly number[];

/** Stretches counts so that the highest is 100; `reverse` where fewer is better. Models helper.DefaultNormalizeScore (v1.36). */
export function stretched(counts: readonly number[], reverse: boolean): Scores {
  const highest = Math.max(0, ...counts);
  if (highest === 0) return counts.map(() => (reverse ? MOST : 0));
  return counts.map((count) => {
    const score = Math.trunc((count * MOST) / highest);
    return reverse ? MOST - score : score;
  });
}

/** Fewer taints that merely discourage. Models plugins/tainttoleration Score (v1.36). */
function taintScores({ spec }: Pod, nodes: readonly Node[]): Scores {
  const tolerations = (spec.tolerations ?? []).filter(
    ({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule',
  );
  const counts = nodes.map(
    ({ spec: { taints = [] } }) =>
      taints.filter((one) => one.effect === 'PreferNoSchedule' && !tolerations.some((known) => tolerates(known, one)))
        .length,
  );
  return stretched(counts, true);
}

/** Nodes that the Pod would rather have. Models plugins/nodeaffinity Score (v1.36). */
function affinityScores({ spec }: Pod, nodes: readonly Node[]): Scores {
  const preferred = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const weight = (node: Node): number =>
    preferred.reduce((sum, one) => sum + (nodeSelectorTermMatches(one.preference, node) ? one.weight : 0), 0);
  return stretched(nodes.map(weight), false);
}

const add = (a: number, b: number): number => a + b;

function share(used: number, allocatable: number): number {
  return allocatable === 0 ? 1 : Math.min(1, used / allocatable);
}

/** The more is left of a node, the better; and the more evenly its processors and memory are used. Models plugins/noderesources LeastAllocated and BalancedAllocation (v1.36). */
function resourceScores(pod: Pod, nodes: readonly Node[], read: Reader): { least: Scores; balanced: Scores } {
  const { assumed } = usageOf(pod);
  const requests = podRequests(pod);
  const bestEffort = !requests['cpu'] && !requests['memory'];
  const points = nodes.map(({ metadata, status }) => {
    const allocatable = resources(status?.allocatable);
    const usage = read.usage(metadata.name);
    const left = (used: Resources, name: string): number => {
      const most = allocatable[name] ?? 0;
      return most === 0 ? 0 : Math.trunc((Math.max(0, most - (used[name] ?? 0)) * MOST) / most);
    };
    const later = joined(usage.assumed, assumed, add);
    const asked = joined(usage.requested, requests, add);
    const [cpu, memory] = ['cpu', 'memory'].map((name) => share(asked[name] ?? 0, allocatable[name] ?? 0));
    const uneven = Math.abs((cpu ?? 0) - (memory ?? 0)) / 2;
    return {
      least: Math.trunc((left(later, 'cpu') + left(later, 'memory')) / 2),
      balanced: bestEffort ? 0 : Math.trunc((1 - uneven) * MOST),
    };
  });
  return { least: points.map(({ least }) => least), balanced: points.map(({ balanced }) => balanced) };
}

/**
 * The best of the nodes that will do: spread over nodes and zones, then near whom the Pod wants to be, then with the most
 * room. Of equals, which Kubernetes draws lots for, the first by name. Models the default profile's scores and weights (v1.36),
 * but for images.
 */
export function bestNode(pod: Pod, nodes: readonly Node[], all: readonly Node[], read: Reader): Node | undefined {
  if (nodes.length <= 1) return nodes[0];
  const { least, balanced } = resourceScores(pod, nodes, read);
  const weighted: readonly (readonly [number, Scores])[] = [
    [3, taintScores(pod, nodes)],
    [2, affinityScores(pod, nodes)],
    [2, spreadScores(pod, nodes, all, read)],
    [2, meansScores(pod, nodes, read)],
    [1, least],
    [1, balanced],
  ];
  const total = (i: number): number => weighted.reduce((sum, [weight, scores]) => sum + weight * (scores[i] ?? 0), 0);
  let best = 0;
  for (let i = 1; i < nodes.length; i++) if (total(i) > total(best)) best = i;
  return nodes[best];
}
