import {
  type ApiObject,
  type ControllerRevision,
  type DaemonSet,
  type Deployment,
  keyOf,
  labelSelectorMatches,
  type Pod,
  type PodTemplate,
  type ReplicaSet,
  type StatefulSet,
} from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { RevisionView, WorkloadView } from '../protocol.ts';
import { podState } from './pod-state.ts';

/** Pods of a workload that are listed. */
const MOST_PODS = 30;
const REVISION = 'deployment.kubernetes.io/revision';
const HASHES = ['controller-revision-hash', 'pod-template-hash'];

type Workload = Deployment | ReplicaSet | DaemonSet | StatefulSet;

const isWorkload = (object: ApiObject): object is Workload =>
  ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].includes(object.kind);

const owns = (owner: ApiObject, one: ApiObject): boolean =>
  (one.metadata.ownerReferences ?? []).some(({ uid }) => uid === owner.metadata.uid);

const imagesOf = (template: PodTemplate | undefined): string =>
  (template?.spec.containers ?? []).map(({ image = '' }) => image).join(', ');

function strategyOf(workload: Workload): string {
  if (workload.kind === 'ReplicaSet') return '';
  const strategy = workload.kind === 'Deployment' ? workload.spec.strategy : workload.spec.updateStrategy;
  if (strategy?.type !== 'RollingUpdate') return strategy?.type ?? '';
  const rolling: { readonly maxSurge?: unknown; readonly maxUnavailable?: unknown; readonly partition?: number } =
    strategy.rollingUpdate ?? {};
  const words = [
    rolling.maxSurge !== undefined ? `at most ${rolling.maxSurge} more` : '',
    rolling.maxUnavailable !== undefined ? `at most ${rolling.maxUnavailable} missing` : '',
    rolling.partition ? `only from ${rolling.partition} up` : '',
  ].filter(Boolean);
  return ['RollingUpdate', ...words].join(', ');
}

/** A Deployment keeps its templates in ReplicaSets. */
function replicaSets(deployment: Deployment, read: Reader): RevisionView[] {
  const sets = read
    .list<ReplicaSet>('ReplicaSet', deployment.metadata.namespace)
    .filter((set) => owns(deployment, set));
  const current = deployment.metadata.annotations?.[REVISION];
  return sets.map((set) => ({
    number: Number(set.metadata.annotations?.[REVISION] ?? 0),
    object: keyOf(set),
    images: imagesOf(set.spec.template),
    pods: set.status?.replicas ?? 0,
    current: set.metadata.annotations?.[REVISION] === current,
  }));
}

/** The others keep them in ControllerRevisions, and their Pods carry the name. */
function controllerRevisions(workload: Workload, pods: readonly Pod[], read: Reader): RevisionView[] {
  const kept = read
    .list<ControllerRevision>('ControllerRevision', workload.metadata.namespace)
    .filter((one) => owns(workload, one));
  const newest = Math.max(0, ...kept.map(({ revision }) => revision));
  return kept.map((one) => {
    const data = one.data as { readonly spec?: { readonly template?: PodTemplate } } | undefined;
    const has = ({ metadata }: Pod): boolean =>
      HASHES.some((label) => one.metadata.name.endsWith(metadata.labels?.[label] ?? '\n'));
    return {
      number: one.revision,
      object: keyOf(one),
      images: imagesOf(data?.spec?.template),
      pods: pods.filter(has).length,
      current: one.revision === newest,
    };
  });
}

type Counts = Pick<WorkloadView, 'wanted' | 'ready' | 'upToDate' | 'available'>;

function countsOf(workload: Workload): Counts {
  if (workload.kind === 'DaemonSet') {
    const { status } = workload;
    return {
      wanted: status?.desiredNumberScheduled ?? 0,
      ready: status?.numberReady ?? 0,
      upToDate: status?.updatedNumberScheduled ?? 0,
      available: status?.numberAvailable ?? 0,
    };
  }
  const status: { readonly updatedReplicas?: number; readonly replicas?: number } | undefined = workload.status;
  return {
    wanted: workload.spec.replicas ?? 1,
    ready: workload.status?.readyReplicas ?? 0,
    upToDate: (workload.kind === 'ReplicaSet' ? status?.replicas : status?.updatedReplicas) ?? 0,
    available: workload.status?.availableReplicas ?? 0,
  };
}

/** What a workload asks for and has, its Pods, and the templates that it had; undefined for other kinds. */
export function workloadView(object: ApiObject, read: Reader): WorkloadView | undefined {
  if (!isWorkload(object)) return undefined;
  const { selector } = object.spec;
  const pods = read
    .list<Pod>('Pod', object.metadata.namespace)
    .filter(({ metadata }) => labelSelectorMatches(selector, metadata.labels ?? {}));
  const revisions = object.kind === 'Deployment' ? replicaSets(object, read) : controllerRevisions(object, pods, read);
  return {
    ...countsOf(object),
    strategy: strategyOf(object),
    revisions: revisions.toSorted((one, other) => other.number - one.number),
    pods: pods.slice(0, MOST_PODS).map((pod) => ({
      pod: keyOf(pod),
      state: podState(pod),
      node: pod.spec.nodeName ?? '',
    })),
  };
}
