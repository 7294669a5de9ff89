import {
  type ConfigMap,
  internalIPs,
  isFromSnapshot,
  isPodFinished,
  type Node,
  type Pod,
  type Secret,
  type Service,
} from '../../../api/index.ts';
import type { Client } from '../../control-plane/apiserver/client.ts';
import { ContainerLife } from './container-life.ts';
import { type ContainerRun, letsOthersStart, newRuns } from './container-run.ts';
import { ContainerStart } from './container-start.ts';
import type { EnvironmentSources } from './environment.ts';
import { leased } from './pod-address.ts';
import { hostAddress, reportedStatus } from './pod-status.ts';
import { resolvConf } from './resolv-conf.ts';
import type { ContainerRuntime } from './runtime.ts';
import { type KubeletMemory, type Sandbox, withoutLease, withoutSandbox, withSandbox } from './state.ts';

/** Virtual ms that the first containers of a Pod take, images and network included, and those that start later. */
const START = 160;
const STEP = 60;

/** Reports that are kept of one Pod. */
const KEPT_EVENTS = 24;

type Looked = { readonly requeueAfter: number } | undefined;

/** One Pod's worker: what its kubelet does at each look. Models pkg/kubelet pod_workers.go, SyncPod and computePodActions (v1.36). */
export class PodWorker {
  private readonly uid: string;
  private readonly node: Node | undefined;

  constructor(
    private readonly pod: Pod,
    private readonly client: Client,
    private readonly now: number,
    private readonly memory: KubeletMemory,
    private readonly runtime: ContainerRuntime,
  ) {
    this.uid = pod.metadata.uid ?? '';
    this.node = client.get<Node>('Node', '', pod.spec.nodeName ?? '');
  }

  /** Brings what runs closer to what the Pod asks for. */
  sync(): Looked {
    const box = this.sandbox;
    if (!box) return this.isTakenAsFound() ? undefined : this.create(newRuns(this.pod));
    if (isPodFinished(this.pod)) return undefined;
    if (box.lost) return this.recreate(box);
    const life = this.life(box);
    const looked = box.containers.map((run) => life.looked(run));
    const initialized = box.initialized || looked.every((run) => run.role === 'main' || letsOthersStart(run));
    const start = new ContainerStart(this.pod, box.ips, this.runtime, this.sources, life, this.now);
    const containers = this.allowed(looked, initialized).map((run) => start.look(run));
    return this.commit({ ...box, initialized, containers }, life);
  }

  /** Stops what runs; when nothing does any more the Pod is gone for good. */
  terminate(): Looked {
    const box = this.sandbox;
    if (!box && this.isTakenAsFound()) return undefined;
    if (!box || box.lost) return this.finish();
    const life = this.life(box);
    const looked = box.containers.map((run) => life.looked(run));
    const { stopping = this.deadline(looked, life) } = box;
    const containers = this.told(looked, stopping.deadline, life);
    if (containers.every((run) => run.state !== 'running')) return this.finish();
    return this.commit({ ...box, containers, stopping }, life);
  }

  private get sandbox(): Sandbox | undefined {
    return this.memory.get().sandboxes.get(this.uid);
  }

  /** Health checks go to the first address that the Pod has got, even before that is reported. */
  private life({ createdAt, ips: [ip = ''] }: Pick<Sandbox, 'createdAt' | 'ips'>): ContainerLife {
    const { pod } = this;
    const addressed = pod.status?.podIP === ip ? pod : { ...pod, status: { ...pod.status, podIP: ip } };
    return new ContainerLife(addressed, this.runtime, this.now, createdAt);
  }

  /** A Pod that came with a status is part of a dump of another cluster: it is shown as it was. */
  private isTakenAsFound(): boolean {
    return isFromSnapshot(this.pod) || isPodFinished(this.pod) || this.pod.status?.podIP !== undefined;
  }

  private create(runs: readonly ContainerRun[], events: Sandbox['events'] = []): Looked {
    if (!this.node) return undefined;
    const ips = this.pod.spec.hostNetwork ? [hostAddress(this.node)] : this.lease(this.node);
    if (ips === undefined) return { requeueAfter: 1000 };
    const box = {
      pod: `${this.pod.metadata.namespace}/${this.pod.metadata.name}`,
      ips,
      createdAt: this.now,
      initialized: runs.every(({ role }) => role === 'main'),
      events,
    };
    const life = this.life(box);
    for (const omitted of resolvConf(this.pod).omitted) life.note('Warning', 'DNSConfigForming', omitted);
    return this.commit({ ...box, containers: this.allowed(runs, box.initialized, START) }, life);
  }

  private lease({ spec: { podCIDR, podCIDRs } }: Node): readonly string[] | undefined {
    const ranges = podCIDRs ?? (podCIDR === undefined ? [] : [podCIDR]);
    const lease = leased(this.memory.get(), ranges, this.uid);
    if (lease) this.memory.set(lease.state);
    return lease?.ips;
  }

  /** The machine was off: a new network, a new address, and what ran starts once more. */
  private recreate(box: Sandbox): Looked {
    this.memory.set(withoutSandbox(this.memory.get(), this.uid));
    const life = this.life({ createdAt: this.now, ips: box.ips });
    life.note('Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    const lost = box.containers.map((run, i) => {
      const { exit, last, restarts, backOff } = run;
      const died = { exitCode: 137, reason: 'Unknown', startedAt: run.startedAt, finishedAt: this.now };
      const end = run.state === 'running' ? died : exit;
      const kept = { restarts, ...(end && { exit: end }), ...(last && { last }), ...(backOff && { backOff }) };
      return { ...(newRuns(this.pod)[i] as ContainerRun), ...kept };
    });
    return this.create(lost, [...box.events, ...life.events]);
  }

  /** Containers that may start now are given the instant at which they will have. */
  private allowed(runs: readonly ContainerRun[], initialized: boolean, takes: number = STEP): readonly ContainerRun[] {
    const first = runs.findIndex((run) => run.role !== 'main' && !letsOthersStart(run));
    return runs.map((run, i) => {
      const fresh = run.state === 'waiting' && run.due === undefined;
      const turn = run.role === 'main' ? initialized : i <= first;
      return fresh && turn ? { ...run, due: this.now + takes } : run;
    });
  }

  private get sources(): EnvironmentSources {
    const { client, node } = this;
    return {
      services: client.list<Service>('Service'),
      hostIPs: node ? internalIPs(node) : [],
      allocatable: node?.status?.allocatable ?? {},
      configMap: (namespace, name) => client.get<ConfigMap>('ConfigMap', namespace, name),
      secret: (namespace, name) => client.get<Secret>('Secret', namespace, name),
    };
  }

  private deadline(runs: readonly ContainerRun[], life: ContainerLife): NonNullable<Sandbox['stopping']> {
    for (const run of runs)
      if (run.state === 'running') life.note('Normal', 'Killing', `Stopping container ${run.name}`, run);
    const seconds = this.pod.metadata.deletionGracePeriodSeconds ?? 30;
    return { since: this.now, deadline: this.now + seconds * 1000 };
  }

  /** Sidecars are told last, when all others have ended, and share what is left of the grace period. */
  private told(runs: readonly ContainerRun[], deadline: number, life: ContainerLife): readonly ContainerRun[] {
    const seconds = Math.max(0, (deadline - this.now) / 1000);
    const others = runs.some((run) => run.role !== 'sidecar' && run.state === 'running');
    return runs.map((run) => {
      const waits = run.role === 'sidecar' && others;
      const { due: _due, ...still } = run;
      return run.state === 'running' && !waits ? life.stopping(run, seconds) : still;
    });
  }

  private finish(): Looked {
    this.client.delete('Pod', this.pod.metadata.namespace ?? '', this.pod.metadata.name, { now: true });
    this.memory.set(withoutSandbox(this.memory.get(), this.uid));
    return undefined;
  }

  /** Remembers the sandbox, reports it, and says when to look again. */
  private commit(box: Sandbox, life: ContainerLife): Looked {
    const events = [...box.events, ...life.events].slice(-KEPT_EVENTS);
    this.memory.set(withSandbox(this.memory.get(), this.uid, life.events.length > 0 ? { ...box, events } : box));
    for (const event of life.events) this.memory.report(this.pod.spec.nodeName ?? '', box.pod, event);
    const status = reportedStatus(this.pod, box, this.node, this.runtime, this.now);
    this.client.updateStatus<Pod>({ ...this.pod, status });
    if (isPodFinished({ ...this.pod, status })) this.memory.set(withoutLease(this.memory.get(), this.uid));
    const next = box.containers.map((run) => life.next(run)).filter((at) => at !== undefined);
    return next.length > 0 ? { requeueAfter: Math.max(0, Math.min(...next) - this.now) } : undefined;
  }
}
