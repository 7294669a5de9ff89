import type { Container, Pod } from '../../../api/index.ts';
import type { ContainerLife } from './container-life.ts';
import { type ContainerRun, containerOf, pathOf } from './container-run.ts';
import { containerEnvironment, type EnvironmentSources } from './environment.ts';
import { missingReference } from './missing-references.ts';
import type { ContainerRuntime } from './runtime.ts';

/** Virtual ms until a container whose ConfigMap or Secret is missing is tried again. */
const RETRY = 10_000;

/** An image that cannot be had is asked for again after ten seconds, then half as often each time, every five minutes at last. */
const FIRST_PULL = 10_000;
const LAST_PULL = 300_000;

/** Virtual ms for which a failed pull is told as such, before it is told as waiting for the next one. */
const FAILED_PULL = 1000;

/** Starting one container of a Pod: its image, what its environment needs, then its program. */
export class ContainerStart {
  constructor(
    private readonly pod: Pod,
    private readonly ips: readonly string[],
    private readonly runtime: ContainerRuntime,
    private readonly sources: EnvironmentSources,
    private readonly life: ContainerLife,
    private readonly now: number,
  ) {}

  /** The container started, if it is its time and nothing is missing. */
  look(run: ContainerRun): ContainerRun {
    if (run.state === 'running' || run.due === undefined || run.due > this.now) return run;
    if (run.reason === 'ErrImagePull') return this.waitForPull(run);
    return run.hooked ? this.life.hooked(run) : this.created(run);
  }

  /** The container made, and running unless a postStart hook comes first. */
  private created(run: ContainerRun): ContainerRun {
    const container = containerOf(this.pod, run);
    const image = container.image ?? '';
    const fault = this.runtime.pullFault(image);
    if (fault) return this.pullFailed(run, image, fault);
    if (run.reason !== 'CreateContainerConfigError') {
      const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
      this.life.note('Normal', 'Pulled', message, run);
    }
    const missing = missingReference(this.running, container, this.sources);
    if (missing !== undefined) return this.configMissing(run, missing);
    this.life.note('Normal', 'Created', 'Container created', run);
    this.noteHostPorts(run, container);
    const environment = containerEnvironment(this.running, container, pathOf(run), this.sources);
    const { postStart } = container.lifecycle ?? {};
    if (!postStart) return this.life.started(run, environment);
    return this.life.hooking({ ...run, environment }, postStart);
  }

  /** The Pod as its containers see it: with its addresses. */
  private get running(): Pod {
    const { spec, status } = this.pod;
    const ips = spec.hostNetwork ? this.sources.hostIPs : this.ips;
    return { ...this.pod, status: { ...status, podIP: ips[0] ?? '', podIPs: ips.map((ip) => ({ ip })) } };
  }

  /** What a user may expect of a host port, and the network plugin here does not do, is said. */
  private noteHostPorts(run: ContainerRun, { ports = [] }: Container): void {
    const kept = this.pod.spec.hostNetwork ? [] : ports.flatMap(({ hostPort }) => hostPort ?? []);
    for (const port of kept) {
      const message = `port ${port} of the node is kept for this Pod, but no packet is forwarded from it here`;
      this.life.note('Warning', 'HostPortNotForwarded', message, run);
    }
  }

  private configMissing(run: ContainerRun, message: string): ContainerRun {
    this.life.note('Warning', 'Failed', `Error: ${message}`, run);
    return { ...run, state: 'waiting', reason: 'CreateContainerConfigError', message, due: this.now + RETRY };
  }

  private pullFailed(
    run: ContainerRun,
    image: string,
    { reason, message }: { readonly reason: string; readonly message: string },
  ): ContainerRun {
    this.life.note('Warning', 'Failed', `Failed to pull image "${image}": ${message}`, run);
    this.life.note('Warning', 'Failed', `Error: ${reason}`, run);
    const due = this.now + (reason === 'ErrImagePull' ? FAILED_PULL : RETRY);
    return { ...run, state: 'waiting', reason, message, due, pulls: run.pulls + 1 };
  }

  private waitForPull(run: ContainerRun): ContainerRun {
    const image = containerOf(this.pod, run).image ?? '';
    const message = `Back-off pulling image "${image}"`;
    this.life.note('Normal', 'BackOff', message, run);
    const wait = Math.min(FIRST_PULL * 2 ** (run.pulls - 1), LAST_PULL);
    return {
      ...run,
      reason: 'ImagePullBackOff',
      message: `${message}: ${run.message}`,
      due: this.now + wait - FAILED_PULL,
    };
  }
}
