import {
  type DaemonSet,
  isWantedNode,
  type Node,
  type Pod,
  type PodSpec,
  type Toleration,
  untoleratedTaint,
} from '../../../../api/index.ts';
import { podFrom } from '../pod-control.ts';

/** The label that tells the revision of the template which a Pod was made from. */
export const REVISION_HASH = 'controller-revision-hash';

/** What a daemon puts up with on its machine. Models daemonset util AddOrUpdateDaemonPodTolerations (v1.36). */
function daemonTolerations({ tolerations = [], hostNetwork }: PodSpec): readonly Toleration[] {
  const tolerated = (name: string, effect: string): Toleration => ({
    key: `node.kubernetes.io/${name}`,
    operator: 'Exists',
    effect,
  });
  const more = [
    ...['not-ready', 'unreachable'].map((name) => tolerated(name, 'NoExecute')),
    ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) =>
      tolerated(name, 'NoSchedule'),
    ),
    ...(hostNetwork ? [tolerated('network-unavailable', 'NoSchedule')] : []),
  ];
  const isNew = (own: Toleration): boolean =>
    !tolerations.some(({ key, effect }) => key === own.key && effect === own.effect);
  return [...tolerations, ...more.filter(isNew)];
}

/** The template's affinity, held to one Node by its name. Models daemonset util ReplaceDaemonSetPodNodeNameNodeAffinity (v1.36). */
function pinned(affinity: PodSpec['affinity'], node: string): NonNullable<PodSpec['affinity']> {
  const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [node] }];
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  const nodeSelectorTerms = terms.map((term) => ({ ...term, matchFields }));
  const requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms };
  return {
    ...affinity,
    nodeAffinity: { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution },
  };
}

/** The Pod for one Node: the scheduler binds it, the affinity leaves it no choice. */
export function daemonPod(set: DaemonSet, node: string, hash: string): Pod {
  const pod = podFrom(set);
  const { spec } = pod;
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, [REVISION_HASH]: hash } },
    spec: { ...spec, affinity: pinned(spec.affinity, node), tolerations: daemonTolerations(spec) },
  };
}

/** The Node that a Pod is on or is meant for. Models daemonset util GetTargetNodeName (v1.36). */
export function targetNode({ spec }: Pod): string | undefined {
  if (spec.nodeName !== undefined) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.find(({ key }) => key === 'metadata.name')?.values?.[0];
}

/** Whether a Node should have a Pod, and whether one that is there may stay. Models daemon NodeShouldRunDaemonPod (v1.36). */
export function nodeFitness(set: DaemonSet, node: Node): { readonly shouldRun: boolean; readonly mayStay: boolean } {
  const pod = daemonPod(set, node.metadata.name, '');
  const { nodeName, tolerations } = pod.spec;
  const isNamed = nodeName === undefined || nodeName === node.metadata.name;
  if (!isNamed || !isWantedNode(pod, node)) return { shouldRun: false, mayStay: false };
  const { taints } = node.spec;
  return {
    shouldRun: !untoleratedTaint(taints, tolerations, ['NoSchedule', 'NoExecute']),
    mayStay: !untoleratedTaint(taints, tolerations, ['NoExecute']),
  };
}
