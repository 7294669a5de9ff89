import { instantOf, isPodReady, type Pod, podCondition } from '../../../../api/index.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

const PHASES = ['Pending', 'Unknown', 'Running'];

/** The order of a time that lies so long back: the power of two that its age in ns reaches. */
const magnitude = (now: number, then: number): number => (now > then ? Math.floor(Math.log2((now - then) * 1e6)) : -1);

/** Below 0: the younger of two instants goes sooner, but only if it is younger by magnitude; else chance, by uid. Unknown is the youngest. */
function younger(a: Pod, b: Pod, timeOf: (pod: Pod) => string | undefined, now: number): number {
  const [one, other] = [instantOf(timeOf(a)), instantOf(timeOf(b))];
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
  const difference = magnitude(now, one) - magnitude(now, other);
  return difference === 0 ? byText(a.metadata.uid ?? '', b.metadata.uid ?? '') : difference;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const readySince = (pod: Pod): string | undefined => podCondition(pod, 'Ready')?.lastTransitionTime;

const restarts = (pod: Pod): number =>
  Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount = 0 }) => restartCount));

const cost = (pod: Pod): number => Number(pod.metadata.annotations?.[DELETION_COST] ?? 0);

const phase = (pod: Pod): number => PHASES.indexOf(pod.status?.phase ?? 'Pending');

/** Compares two Pods, the one to go sooner first. */
function inTurn(a: Pod, b: Pod, crowd: ReadonlyMap<string, number>, now: number): number {
  const on = ({ spec }: Pod): number => crowd.get(spec.nodeName ?? '') ?? 0;
  const placed = ({ spec }: Pod): number => (spec.nodeName === undefined ? 0 : 1);
  return (
    placed(a) - placed(b) ||
    phase(a) - phase(b) ||
    Number(isPodReady(a)) - Number(isPodReady(b)) ||
    cost(a) - cost(b) ||
    on(b) - on(a) ||
    (isPodReady(a) ? younger(a, b, readySince, now) : 0) ||
    restarts(b) - restarts(a) ||
    younger(a, b, ({ metadata }) => metadata.creationTimestamp, now)
  );
}

/**
 * The Pods to delete when there are `surplus` too many: first what is not placed, not running, not ready, then the cheaper
 * one, the one with more `relatives` on its node (Pods of any ReplicaSet of the same Deployment), the one that is ready for
 * a shorter time, restarted more often, is younger. Ages count by their magnitude only, so that long-lived Pods are treated
 * alike. Models controller.ActivePodsWithRanks (v1.36).
 */
export function victims(pods: readonly Pod[], surplus: number, relatives: readonly Pod[], now: number): readonly Pod[] {
  if (surplus >= pods.length) return pods;
  const crowd = new Map<string, number>();
  for (const { spec } of relatives) crowd.set(spec.nodeName ?? '', (crowd.get(spec.nodeName ?? '') ?? 0) + 1);
  return [...pods].sort((a, b) => inTurn(a, b, crowd, now)).slice(0, surplus);
}
