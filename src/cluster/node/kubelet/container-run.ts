import type { Container, Pod } from '../../../api/index.ts';
import type { BackOff } from './back-off.ts';
import type { ProbeRun } from './probe-run.ts';
import type { ProbeKind } from './runtime.ts';
import type { Variable } from './service-variables.ts';

/** What a container is in its Pod: one that comes before the others, one that comes before and stays, or one of the others. */
export type Role = 'init' | 'sidecar' | 'main';

/** How a container ended. Instants in virtual ms. */
export interface Exit {
  readonly exitCode: number;
  readonly reason: string;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** The end of a running container, planned: by its own course, or because it was told to stop. */
export interface Ending {
  readonly at: number;
  readonly exitCode: number;
  /** When it is or was sent SIGTERM; absent: it ends by itself. */
  readonly sigtermAt?: number;
}

/** One container of a Pod on its machine. A value. */
export interface ContainerRun {
  readonly name: string;
  readonly role: Role;
  /** Its place in `spec.containers` or `spec.initContainers`. */
  readonly index: number;
  readonly image: string;
  readonly state: 'waiting' | 'running' | 'exited';
  /** Waiting: why, in one word and in a sentence. */
  readonly reason: string;
  readonly message: string;
  /** Waiting or exited: when it will be started or tried again. */
  readonly due?: number;
  /** Waiting: it is made, and its postStart hook runs until it is due. */
  readonly hooked?: true;
  /** Running: since when. */
  readonly startedAt: number;
  readonly ending?: Ending;
  /** The present end while it is exited, and the last one it came back from. */
  readonly exit?: Exit;
  readonly last?: Exit;
  readonly restarts: number;
  readonly backOff?: BackOff;
  /** Tries to pull its image that have failed in a row. */
  readonly pulls: number;
  /** The variables it was started with. They never change while it runs. */
  readonly environment: readonly Variable[];
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeRun>>>;
}

const rolesOf = (container: Container): Role => (container.restartPolicy === 'Always' ? 'sidecar' : 'init');

/** The containers of a Pod before any of them has started, in the order in which they start. */
export function newRuns({ spec }: Pod): readonly ContainerRun[] {
  const { initContainers = [], containers } = spec;
  const blank = {
    state: 'waiting',
    message: '',
    startedAt: 0,
    restarts: 0,
    pulls: 0,
    environment: [],
    probes: {},
  } as const;
  const reason = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const run = (role: Role, { name, image = '' }: Container, index: number): ContainerRun => ({
    ...blank,
    name,
    role,
    index,
    image,
    reason,
  });
  return [
    ...initContainers.map((container, i) => run(rolesOf(container), container, i)),
    ...containers.map((container, i) => run('main', container, i)),
  ];
}

/** The container's place in its Pod, as a path: `spec.containers[0]`. */
export function pathOf({ role, index }: ContainerRun): string {
  return `spec.${role === 'main' ? 'containers' : 'initContainers'}[${index}]`;
}

/** What the Pod says of a container. */
export function containerOf({ spec }: Pod, { role, index, name }: ContainerRun): Container {
  return (role === 'main' ? spec.containers : spec.initContainers)?.[index] ?? { name };
}

/** Whether its startup probe, if it has one, has passed. */
export function isStarted(run: ContainerRun): boolean {
  return run.state === 'running' && run.probes.startup?.result !== false;
}

/** Whether those that come after it may start: an init container has ended well, a sidecar has started. */
export function letsOthersStart(run: ContainerRun): boolean {
  return run.role === 'init' ? run.exit?.exitCode === 0 : isStarted(run);
}

/** Whether it comes back after it has ended. Models kubecontainer ShouldContainerBeRestarted (v1.36). */
export function comesBack({ role, exit }: ContainerRun, { spec }: Pod): boolean {
  if (role === 'sidecar') return true;
  const failed = exit?.exitCode !== 0;
  const policy = spec.restartPolicy ?? 'Always';
  if (role === 'init') return failed && policy !== 'Never';
  return policy === 'Always' || (policy === 'OnFailure' && failed);
}
