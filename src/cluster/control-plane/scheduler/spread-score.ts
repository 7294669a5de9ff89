import {
  type LabelSelector,
  type Node,
  type Pod,
  type ReplicaSet,
  type StatefulSet,
  type TopologySpreadConstraint,
  ZONE_LABEL,
} from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';
import { byTopology, isCounted, spreadSelector } from './pod-topology-spread.ts';
import { podsPerNode } from './pods-per-node.ts';

const HOSTNAME = 'kubernetes.io/hostname';

/** What holds for a Pod that says nothing about spreading. Models podtopologyspread systemDefaultConstraints (v1.36). */
const DEFAULTS = [
  { topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: ZONE_LABEL, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
] as const satisfies readonly TopologySpreadConstraint[];

/** Which Pods belong together: those of the same Services and the same ReplicaSet or StatefulSet. Models helper.DefaultSelector (v1.36). */
function kin(pod: Pod, read: Reader): LabelSelector | undefined {
  const { namespace = '', labels = {}, ownerReferences = [] } = pod.metadata;
  const matchLabels: Record<string, string> = {};
  for (const { spec } of read.selecting(namespace, labels)) Object.assign(matchLabels, spec.selector);
  const owner = ownerReferences.find(({ controller }) => controller);
  const set =
    owner?.kind === 'ReplicaSet' || owner?.kind === 'StatefulSet'
      ? read.get<ReplicaSet | StatefulSet>(owner.kind, namespace, owner.name)
      : undefined;
  Object.assign(matchLabels, set?.spec.selector.matchLabels);
  const matchExpressions = set?.spec.selector.matchExpressions ?? [];
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) return undefined;
  return { matchLabels, matchExpressions };
}

function constraintsOf(pod: Pod, read: Reader): readonly TopologySpreadConstraint[] {
  const own = pod.spec.topologySpreadConstraints ?? [];
  if (own.length > 0)
    return own
      .filter((one) => one.whenUnsatisfiable === 'ScheduleAnyway')
      .map((one) => {
        const labelSelector = spreadSelector(pod, one);
        return { ...one, ...(labelSelector && { labelSelector }) };
      });
  const labelSelector = kin(pod, read);
  return labelSelector ? DEFAULTS.map((one) => ({ ...one, labelSelector })) : [];
}

/** Counts Pods of a constraint around each node, weighted so that few large zones and many small nodes weigh alike. */
function crowding(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  nodes: readonly Node[],
  all: readonly Node[],
  read: Reader,
) {
  const { topologyKey, labelSelector, maxSkew } = constraint;
  const onNode = podsPerNode(pod.metadata.namespace ?? '', labelSelector, read);
  const values = new Set(
    nodes.map(({ metadata }) => metadata.labels?.[topologyKey]).filter((one) => one !== undefined),
  );
  const weight = Math.log((topologyKey === HOSTNAME ? nodes.length : values.size) + 2);
  const around =
    topologyKey === HOSTNAME
      ? undefined
      : byTopology(
          all.filter((node) => isCounted(pod, node, constraint)),
          topologyKey,
          onNode,
        );
  return ({ metadata }: Node): number => {
    const value = metadata.labels?.[topologyKey];
    if (value === undefined) return 0;
    const count = (around ? around.get(value) : onNode.get(metadata.name)) ?? 0;
    return count * weight + (maxSkew - 1);
  };
}

/** The fewer Pods of the same kind on a node and in its zone, the better. Models plugins/podtopologyspread scoring.go (v1.36). */
export function spreadScores(pod: Pod, nodes: readonly Node[], all: readonly Node[], read: Reader): readonly number[] {
  const constraints = constraintsOf(pod, read);
  const own = (pod.spec.topologySpreadConstraints ?? []).length > 0;
  const isIgnored = ({ metadata }: Node): boolean =>
    own && constraints.some(({ topologyKey }) => metadata.labels?.[topologyKey] === undefined);
  const counted = nodes.filter((node) => !isIgnored(node));
  if (constraints.length === 0) return nodes.map(() => 0);
  const crowds = constraints.map((constraint) => crowding(pod, constraint, counted, all, read));
  const crowd = (node: Node): number => Math.round(crowds.reduce((sum, count) => sum + count(node), 0));
  const sums = counted.map(crowd);
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  return nodes.map((node) => {
    if (isIgnored(node)) return 0;
    return high === 0 ? 100 : Math.trunc((100 * (high + low - crowd(node))) / high);
  });
}
