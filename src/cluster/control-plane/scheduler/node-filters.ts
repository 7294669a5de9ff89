import { isWantedNode, type Pod, tolerates, untoleratedTaint } from '../../../api/index.ts';
import type { Filter, Obstacle } from './filter.ts';

const never = (reason: string): Obstacle => ({ reasons: [reason], forGood: true });

const CORDONED = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

/** A cordoned node takes only Pods that tolerate the taint that goes with it. Models plugins/nodeunschedulable (v1.36). */
export const nodeUnschedulable: Filter =
  ({ spec }) =>
  (node) =>
    node.spec.unschedulable && !(spec.tolerations ?? []).some((one) => tolerates(one, CORDONED))
      ? never('node(s) were unschedulable')
      : undefined;

/** Models plugins/tainttoleration Filter (v1.36). */
export const taintToleration: Filter =
  ({ spec }) =>
  (node) =>
    untoleratedTaint(node.spec.taints, spec.tolerations, ['NoSchedule', 'NoExecute'])
      ? never('node(s) had untolerated taint(s)')
      : undefined;

/** The only nodes that a Pod's affinity names by name in every one of its terms, as that of a DaemonSet does; undefined when it names none. */
function namedNodes({ spec }: Pod): ReadonlySet<string> | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const names = terms.map(({ matchFields = [] }) =>
    matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In'),
  );
  if (names.length === 0 || names.some((line) => !line)) return undefined;
  return new Set(names.flatMap((line) => line?.values ?? []));
}

/** Models plugins/nodeaffinity PreFilter and Filter (v1.36): nodes that are not among the named ones are not even looked at. */
export const nodeAffinity: Filter = (pod) => {
  const named = namedNodes(pod);
  return (node) => {
    if (named && !named.has(node.metadata.name)) return never("node(s) didn't satisfy plugin(s) [NodeAffinity]");
    return isWantedNode(pod, node) ? undefined : never("node(s) didn't match Pod's node affinity/selector");
  };
};
