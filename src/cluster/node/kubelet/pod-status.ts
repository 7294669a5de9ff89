import {
  type Condition,
  internalIPs,
  type Node,
  type Pod,
  type PodStatus,
  READINESS_ANNOTATION,
} from '../../../api/index.ts';

/** Whether the Pod's readiness check passes: nobody has failed it, and its first delay is over. */
export function passesReadiness(pod: Pod, runningFor: number): boolean {
  if (pod.metadata.annotations?.[READINESS_ANNOTATION] === 'fail') return false;
  return pod.spec.containers.every(
    (container) => runningFor >= (container.readinessProbe?.initialDelaySeconds ?? 0) * 1000,
  );
}

/** A condition with the time of its last change kept where nothing has changed. */
function condition(pod: Pod, type: string, holds: boolean, reason: string, time: string): Condition {
  const status = holds ? 'True' : 'False';
  const before = pod.status?.conditions?.find((one) => one.type === type);
  const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? time) : time;
  return { type, status, ...(!holds && { reason }), lastTransitionTime };
}

/** The status while the containers are being made. */
export function creatingStatus(pod: Pod, hostIP: string, time: string): PodStatus {
  const waiting = { reason: 'ContainerCreating' };
  return {
    ...pod.status,
    phase: 'Pending',
    hostIP,
    hostIPs: [{ ip: hostIP }],
    startTime: time,
    conditions: [
      condition(pod, 'PodScheduled', true, '', time),
      condition(pod, 'Initialized', true, '', time),
      condition(pod, 'ContainersReady', false, 'ContainersNotReady', time),
      condition(pod, 'Ready', false, 'ContainersNotReady', time),
    ],
    containerStatuses: pod.spec.containers.map(({ name, image = '' }) => ({
      name,
      image,
      ready: false,
      started: false,
      restartCount: 0,
      state: { waiting },
    })),
  };
}

/** The status of containers that cannot be started, each with what it lacks; the others wait with them. */
export function waitingStatus(pod: Pod, faults: readonly (string | undefined)[]): PodStatus {
  const containerStatuses = pod.spec.containers.map(({ name, image = '' }, i) => {
    const message = faults[i];
    const waiting =
      message === undefined ? { reason: 'ContainerCreating' } : { reason: 'CreateContainerConfigError', message };
    return { name, image, ready: false, started: false, restartCount: 0, state: { waiting } };
  });
  return { ...pod.status, containerStatuses };
}

/** The status of running containers. */
export function runningStatus(pod: Pod, ip: string, ready: boolean, time: string): PodStatus {
  const gates = (pod.spec.readinessGates ?? []).every((gate) =>
    pod.status?.conditions?.some((one) => one.type === gate.conditionType && one.status === 'True'),
  );
  const own = new Set(['PodScheduled', 'Initialized', 'ContainersReady', 'Ready']);
  const others = (pod.status?.conditions ?? []).filter((one) => !own.has(one.type));
  const startedAt = pod.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? time;
  return {
    ...pod.status,
    phase: 'Running',
    podIP: ip,
    podIPs: [{ ip }],
    conditions: [
      condition(pod, 'PodScheduled', true, '', time),
      condition(pod, 'Initialized', true, '', time),
      condition(pod, 'ContainersReady', ready, 'ContainersNotReady', time),
      condition(pod, 'Ready', ready && gates, ready ? 'ReadinessGatesNotReady' : 'ContainersNotReady', time),
      ...others,
    ],
    containerStatuses: pod.spec.containers.map(({ name, image = '' }) => ({
      name,
      image,
      ready,
      started: true,
      restartCount: 0,
      state: { running: { startedAt } },
    })),
  };
}

/** The node's own address, which Pods on the host's network share. */
export function hostAddress(node: Node | undefined): string {
  return node ? (internalIPs(node)[0] ?? '') : '';
}
