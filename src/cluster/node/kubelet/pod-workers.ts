import {
  type ConfigMap,
  internalIPs,
  isFromSnapshot,
  isPodFinished,
  isPodTerminating,
  type Node,
  type Pod,
  type Secret,
  type Service,
  timestamp,
} from '../../../api/index.ts';
import type { Client, Controller } from '../../control-plane/apiserver/client.ts';
import { containerEnvironment, type EnvironmentSources } from './environment.ts';
import { missingReference } from './missing-references.ts';
import { leased, released } from './pod-address.ts';
import { creatingStatus, hostAddress, passesReadiness, runningStatus, waitingStatus } from './pod-status.ts';
import { type KubeletMemory, type Sandbox, withoutOthers } from './state.ts';

/** Virtual ms until a kubelet sees that a Pod is meant for its node. */
const DELAY = 14;

/** Virtual ms that images and containers take. */
const START = 160;

/** Virtual ms that a program takes to stop when it is told to. Its grace period is an upper bound that no program here needs. */
const STOP = 220;

/** Virtual ms until a container that could not be started is tried again. */
const RETRY = 10_000;

type Looked = { readonly requeueAfter: number } | undefined;

/** One Pod's worker: what the kubelet does at each look. Models pkg/kubelet pod_workers and syncPod (v1.36). */
class PodWorker {
  private readonly uid: string;
  private readonly time: string;

  constructor(
    private readonly pod: Pod,
    private readonly client: Client,
    private readonly now: number,
    private readonly memory: KubeletMemory,
  ) {
    this.uid = pod.metadata.uid ?? '';
    this.time = timestamp(now);
  }

  look(): Looked {
    const sandbox = this.memory.get().sandboxes.get(this.uid);
    if (isPodTerminating(this.pod)) return this.stop(sandbox);
    if (!sandbox) return this.isTakenAsFound() ? undefined : this.create();
    if (!sandbox.started)
      return this.now < sandbox.startsAt ? { requeueAfter: sandbox.startsAt - this.now } : this.start(sandbox);
    return this.watch(sandbox);
  }

  /** A Pod that came with a status is part of a dump of another cluster: it is shown as it was. */
  private isTakenAsFound(): boolean {
    return isFromSnapshot(this.pod) || isPodFinished(this.pod) || this.pod.status?.podIP !== undefined;
  }

  private get node(): Node | undefined {
    return this.client.get<Node>('Node', '', this.pod.spec.nodeName ?? '');
  }

  private put(sandbox: Sandbox): void {
    const state = this.memory.get();
    this.memory.set({ ...state, sandboxes: state.sandboxes.set(this.uid, sandbox) });
  }

  private create(): Looked {
    const { node } = this;
    if (!node) return undefined;
    const ip = this.pod.spec.hostNetwork ? hostAddress(node) : this.lease(node);
    if (ip === undefined) return { requeueAfter: 1000 };
    const key = `${this.pod.metadata.namespace}/${this.pod.metadata.name}`;
    this.put({ pod: key, ip, startsAt: this.now + START, started: false, environments: {} });
    this.client.updateStatus<Pod>({ ...this.pod, status: creatingStatus(this.pod, hostAddress(node), this.time) });
    return { requeueAfter: START };
  }

  private lease(node: Node): string | undefined {
    const lease = leased(this.memory.get(), node.metadata.name, node.spec.podCIDR ?? '', this.uid);
    if (lease) this.memory.set(lease.state);
    return lease?.ip;
  }

  /** The containers start: what they are told of the Services that exist now is what they know for the rest of their lives. */
  private start(sandbox: Sandbox): Looked {
    const status = runningStatus(this.pod, sandbox.ip, false, this.time);
    const running = { ...this.pod, status };
    const { containers } = running.spec;
    const faults = containers.map((container) => missingReference(running, container, this.sources));
    if (faults.some((fault) => fault !== undefined)) return this.waitForConfig(faults);
    const environments = containers.map((container, i) => {
      const path = `spec.containers[${i}]`;
      return [container.name, containerEnvironment(running, container, path, this.sources)] as const;
    });
    this.put({ ...sandbox, started: true, environments: Object.fromEntries(environments) });
    return this.watch({ ...sandbox, started: true });
  }

  /** A container whose ConfigMap or Secret is missing is tried again and again. */
  private waitForConfig(faults: readonly (string | undefined)[]): Looked {
    const status = waitingStatus(this.pod, faults);
    this.client.updateStatus<Pod>({ ...this.pod, status });
    return { requeueAfter: RETRY };
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

  private watch({ ip, startsAt }: Sandbox): Looked {
    const runningFor = this.now - startsAt;
    const ready = passesReadiness(this.pod, runningFor);
    this.client.updateStatus<Pod>({ ...this.pod, status: runningStatus(this.pod, ip, ready, this.time) });
    const delays = this.pod.spec.containers.map(
      (container) => (container.readinessProbe?.initialDelaySeconds ?? 0) * 1000 - runningFor,
    );
    const next = delays.filter((delay) => delay > 0).sort((a, b) => a - b)[0];
    return next === undefined ? undefined : { requeueAfter: next };
  }

  private stop(sandbox: Sandbox | undefined): Looked {
    if (sandbox && sandbox.stoppingSince === undefined) {
      this.put({ ...sandbox, stoppingSince: this.now });
      return { requeueAfter: STOP };
    }
    if (sandbox?.stoppingSince !== undefined && this.now < sandbox.stoppingSince + STOP) {
      return { requeueAfter: sandbox.stoppingSince + STOP - this.now };
    }
    if (!sandbox && this.isTakenAsFound()) return undefined;
    this.client.delete('Pod', this.pod.metadata.namespace ?? '', this.pod.metadata.name, { now: true });
    const state = this.memory.get();
    const freed = sandbox ? released(state, sandbox.ip) : state;
    this.memory.set({ ...freed, sandboxes: freed.sandboxes.delete(this.uid) });
    return undefined;
  }
}

/** The kubelets of all nodes: they start, watch and stop the Pods that are meant for them. */
export function podKubelet(memory: KubeletMemory): Controller {
  return {
    name: 'kubelet',
    delay: DELAY,
    watches: {
      Pod: ({ key, before, after }) =>
        ((after ?? before) as Pod).spec.nodeName === undefined ? [] : [key.slice('Pod/'.length)],
    },
    reconcile(key, client, now) {
      const [namespace = '', name = ''] = key.split('/');
      const pod = client.get<Pod>('Pod', namespace, name);
      const state = memory.get();
      const cleaned = withoutOthers(state, key, pod?.metadata.uid);
      if (cleaned !== state) memory.set(cleaned);
      if (pod?.spec.nodeName !== undefined && memory.isOff(pod.spec.nodeName)) return undefined;
      return pod?.spec.nodeName === undefined ? undefined : new PodWorker(pod, client, now, memory).look();
    },
  };
}
