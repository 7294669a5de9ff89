import {
  type EndpointSlice,
  internalIPs,
  type Node,
  SERVICE_NAME_LABEL,
  type Service,
  ZONE_LABEL,
} from '../api/index.ts';
import { type Cause, PersistentMap, type Task } from '../sim/index.ts';
import type { Change } from './control-plane/apiserver/index.ts';
import type { Life } from './life.ts';
import { POD_NETWORK, withMasquerade } from './node/cni/index.ts';
import {
  defaultFlags,
  fullSync,
  type NodeInfo,
  nextSync,
  partialSync,
  type ServiceInput,
  startProxier,
  WATCH_DELAY,
} from './node/kube-proxy/index.ts';
import { bootedKernel } from './node/netfilter/index.ts';
import type { ProxyState } from './world.ts';

const TASK = 'kube-proxy';

/** Virtual ms by which the nodes' kube-proxies may lag behind each other. */
const SPREAD = 60;

/** Syncs whose instants are remembered, for the pause between two. */
const REMEMBERED_SYNCS = 2;

/** The Service (`namespace/name`) that a change is about, when it is about one. */
function serviceOf({ before, after }: Change): string | undefined {
  const object = after ?? before;
  if (object?.kind === 'Service') return `${object.metadata.namespace}/${object.metadata.name}`;
  if (object?.kind !== 'EndpointSlice') return undefined;
  const name = object.metadata.labels?.[SERVICE_NAME_LABEL];
  return name === undefined ? undefined : `${object.metadata.namespace}/${name}`;
}

const infoOf = (node: Node): NodeInfo => ({
  name: node.metadata.name,
  addresses: internalIPs(node),
  zone: node.metadata.labels?.[ZONE_LABEL] ?? '',
});

/** kube-proxy on every node: each learns of changes after its own delay and writes its kernel's rules when its pause is over. */
export class Proxying {
  constructor(private readonly life: Life) {}

  hear(change: Change, cause: Cause): void {
    if (change.key.startsWith('Node/')) this.hearNode(change);
    const service = serviceOf(change);
    if (service === undefined) return;
    for (const [node, state] of this.life.world.proxies.entries()) {
      const dirty = state.dirty.has(service) ? state.dirty : state.dirty.set(service, this.life.now);
      this.put(node, { ...state, dirty });
      this.schedule(node, state, cause);
    }
  }

  private schedule(node: string, { syncs }: ProxyState, cause: Cause): void {
    const { now } = this.life;
    const lag = WATCH_DELAY + Math.floor(this.life.random.draw('kube-proxy', node, now) * SPREAD);
    this.life.plan({ controller: TASK, key: node, cause }, nextSync(syncs, now + lag) - now);
  }

  private hearNode({ before, after }: Change): void {
    const name = (after ?? before)?.metadata.name ?? '';
    const { world } = this.life;
    if (!after) {
      this.life.world = { ...world, proxies: world.proxies.delete(name), kernels: world.kernels.delete(name) };
      return;
    }
    const info = infoOf(after as Node);
    const known = world.proxies.get(name);
    if (info.addresses.length === 0 || (known && same(known.proxier.node, info))) return;
    const kernels = world.kernels.has(name)
      ? world.kernels
      : world.kernels.set(name, { ...bootedKernel, rules: withMasquerade(bootedKernel.rules, POD_NETWORK) });
    this.life.world = { ...world, kernels };
    this.put(name, {
      proxier: startProxier('iptables', info, defaultFlags, 'ip'),
      dirty: PersistentMap.empty(),
      syncs: [],
    });
    this.life.plan({ controller: TASK, key: name }, WATCH_DELAY);
  }

  /** A machine boots: an empty kernel, and a kube-proxy that starts from nothing. */
  boot(node: string): void {
    const { world } = this.life;
    const state = world.proxies.get(node);
    if (!state) return;
    this.life.world = { ...world, kernels: world.kernels.set(node, bootedKernel) };
    this.put(node, {
      proxier: startProxier('iptables', state.proxier.node, defaultFlags, 'ip'),
      dirty: PersistentMap.empty(),
      syncs: [],
    });
    this.life.plan({ controller: TASK, key: node }, WATCH_DELAY);
  }

  /** Writes a node's rules; false when the task is not kube-proxy's. */
  run(task: Task): boolean {
    if (task.controller !== TASK) return false;
    const state = this.life.world.proxies.get(task.key);
    if (state && !this.life.world.off.has(task.key)) this.sync(task, state);
    return true;
  }

  private sync({ key: node, cause }: Task, { proxier, dirty, syncs }: ProxyState): void {
    const first = syncs.length === 0;
    const keys = [...dirty.keys()];
    const next = first
      ? fullSync(proxier, this.everything())
      : partialSync(
          proxier,
          keys.map((key) => ({ key, input: this.inputOf(key) })),
        );
    const { now } = this.life;
    this.put(node, { proxier: next, dirty: PersistentMap.empty(), syncs: [...syncs, now].slice(-REMEMBERED_SYNCS) });
    const { kernels } = this.life.world;
    const kernel = kernels.get(node) ?? bootedKernel;
    const rules = next.mode === 'iptables' ? withMasquerade(next.ruleSet, POD_NETWORK) : kernel.rules;
    this.life.world = { ...this.life.world, kernels: kernels.set(node, { ...kernel, rules }) };
    const services = first ? next.parts.size : keys.length;
    this.life.log({ at: now, by: `kube-proxy ${node}`, ...(cause && { cause }), synced: node, services });
  }

  private everything(): ServiceInput[] {
    const services = this.life.reader().list<Service>('Service');
    return services.map((service) => ({
      service,
      slices: this.slicesOf(service.metadata.namespace ?? '', service.metadata.name),
    }));
  }

  private inputOf(key: string): ServiceInput | undefined {
    const [namespace = '', name = ''] = key.split('/');
    const service = this.life.reader().get<Service>('Service', namespace, name);
    return service && { service, slices: this.slicesOf(namespace, name) };
  }

  private slicesOf(namespace: string, service: string): readonly EndpointSlice[] {
    return this.life.reader().withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: service });
  }

  private put(node: string, state: ProxyState): void {
    const { world } = this.life;
    this.life.world = { ...world, proxies: world.proxies.set(node, state) };
  }
}

const same = (one: NodeInfo, other: NodeInfo): boolean => JSON.stringify(one) === JSON.stringify(other);
