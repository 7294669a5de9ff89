import {
  type Condition,
  type ContainerStatus,
  internalIPs,
  type Node,
  type Pod,
  type PodStatus,
  timestamp,
} from '../../../api/index.ts';
import { type ContainerRun, type Exit, isStarted, letsOthersStart } from './container-run.ts';
import type { ContainerRuntime } from './runtime.ts';
import type { Sandbox } from './state.ts';

function terminated({ exitCode, reason, startedAt, finishedAt }: Exit) {
  return { terminated: { exitCode, reason, startedAt: timestamp(startedAt), finishedAt: timestamp(finishedAt) } };
}

function stateOf(run: ContainerRun): NonNullable<ContainerStatus['state']> {
  if (run.state === 'running') return { running: { startedAt: timestamp(run.startedAt) } };
  if (run.state === 'exited' && run.exit) return terminated(run.exit);
  return { waiting: { reason: run.reason, ...(run.message !== '' && { message: run.message }) } };
}

/** Whether a container counts as ready: it runs, has started, and its readiness check, if it has one, holds. */
export function isContainerReady(run: ContainerRun, pod: Pod, runtime: ContainerRuntime): boolean {
  if (run.role === 'init') return run.exit?.exitCode === 0;
  return isStarted(run) && (run.probes.readiness?.result ?? runtime.isReadyUnasked(pod));
}

function containerStatus(run: ContainerRun, pod: Pod, runtime: ContainerRuntime): ContainerStatus {
  const before = run.state === 'exited' ? run.last : (run.exit ?? run.last);
  return {
    name: run.name,
    state: stateOf(run),
    ...(before && { lastState: terminated(before) }),
    ready: isContainerReady(run, pod, runtime),
    restartCount: run.restarts,
    image: run.image,
    started: isStarted(run),
  };
}

/** How far a Pod is, as one word. Models kubelet_pods.go getPhase (v1.36). */
function phaseOf({ spec }: Pod, { containers, initialized }: Sandbox): NonNullable<PodStatus['phase']> {
  const policy = spec.restartPolicy ?? 'Always';
  const failedInit = containers.some((run) => run.role === 'init' && run.exit && run.exit.exitCode !== 0);
  if (!initialized) return failedInit && policy === 'Never' ? 'Failed' : 'Pending';
  const own = containers.filter(({ role }) => role === 'main');
  if (own.some((run) => run.state === 'waiting' && !run.exit && !run.last)) return 'Pending';
  if (own.some((run) => run.state === 'running') || policy === 'Always') return 'Running';
  if (own.every((run) => run.exit?.exitCode === 0)) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

interface Verdict {
  readonly holds: boolean;
  readonly reason?: string;
  readonly message?: string;
}

const names = (runs: readonly ContainerRun[]): string => `[${runs.map(({ name }) => name).join(' ')}]`;

function initializedVerdict({ containers, initialized }: Sandbox, phase: string): Verdict {
  if (phase === 'Succeeded') return { holds: true, reason: 'PodCompleted' };
  if (initialized) return { holds: true };
  const missing = containers.filter((run) => run.role !== 'main' && !letsOthersStart(run));
  const message = `containers with incomplete status: ${names(missing)}`;
  return { holds: false, reason: 'ContainersNotInitialized', message };
}

function containersVerdict(pod: Pod, { containers }: Sandbox, phase: string, runtime: ContainerRuntime): Verdict {
  if (phase === 'Succeeded') return { holds: false, reason: 'PodCompleted' };
  if (phase === 'Failed') return { holds: false, reason: 'PodFailed' };
  const serving = containers.filter(({ role }) => role !== 'init');
  const unready = serving.filter((run) => !isContainerReady(run, pod, runtime));
  if (unready.length === 0) return { holds: true };
  return { holds: false, reason: 'ContainersNotReady', message: `containers with unready status: ${names(unready)}` };
}

/** What readiness gates say against the Pod; conditions that others report are read from its status. */
function gatesVerdict({ spec, status }: Pod): Verdict {
  const messages = (spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const found = status?.conditions?.find(({ type }) => type === conditionType);
    if (!found) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    if (found.status === 'True') return [];
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`];
  });
  if (messages.length === 0) return { holds: true };
  return { holds: false, reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

/** A condition with the time of its last change kept where nothing has changed. */
function condition(pod: Pod, type: string, { holds, reason, message }: Verdict, time: string): Condition {
  const status = holds ? 'True' : 'False';
  const before = pod.status?.conditions?.find((one) => one.type === type);
  const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? time) : time;
  return { type, status, lastTransitionTime, ...(reason && { reason }), ...(message && { message }) };
}

const OWN = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

function conditionsOf(pod: Pod, box: Sandbox, phase: string, runtime: ContainerRuntime, time: string): Condition[] {
  const ready = containersVerdict(pod, box, phase, runtime);
  return [
    condition(pod, 'PodReadyToStartContainers', { holds: phase !== 'Succeeded' && phase !== 'Failed' }, time),
    condition(pod, 'Initialized', initializedVerdict(box, phase), time),
    condition(pod, 'Ready', ready.holds ? gatesVerdict(pod) : ready, time),
    condition(pod, 'ContainersReady', ready, time),
    condition(pod, 'PodScheduled', { holds: true }, time),
    ...(pod.status?.conditions ?? []).filter(({ type }) => !OWN.has(type)),
  ];
}

/** The status that a kubelet reports of a Pod. Until the network plugin has set it up there is no address. Models generateAPIPodStatus (v1.36). */
export function reportedStatus(
  pod: Pod,
  box: Sandbox,
  node: Node | undefined,
  runtime: ContainerRuntime,
  now: number,
): PodStatus {
  const time = timestamp(now);
  const phase = phaseOf(pod, box);
  const hostIPs = node ? internalIPs(node) : [];
  const statuses = (init: boolean): ContainerStatus[] =>
    box.containers.filter(({ role }) => (role !== 'main') === init).map((run) => containerStatus(run, pod, runtime));
  const isTried = (run: ContainerRun): boolean =>
    run.state !== 'waiting' || run.exit !== undefined || run.message !== '';
  const isAddressed = pod.spec.hostNetwork === true || box.containers.some(isTried);
  const ips = pod.spec.hostNetwork ? hostIPs : box.ips;
  return {
    ...pod.status,
    phase,
    conditions: conditionsOf(pod, box, phase, runtime, time),
    ...(hostIPs[0] !== undefined && { hostIP: hostIPs[0], hostIPs: hostIPs.map((ip) => ({ ip })) }),
    ...(isAddressed && ips[0] !== undefined && { podIP: ips[0], podIPs: ips.map((ip) => ({ ip })) }),
    startTime: pod.status?.startTime ?? time,
    ...(pod.spec.initContainers && { initContainerStatuses: statuses(true) }),
    containerStatuses: statuses(false),
  };
}

/** The node's own address, which Pods on the host's network share. */
export function hostAddress(node: Node | undefined): string {
  return node ? (internalIPs(node)[0] ?? '') : '';
}
