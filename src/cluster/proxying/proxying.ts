import { type EndpointSlice, type Node, objectKey, SERVICE_NAME_LABEL, type Service } from '../../api/index.ts';
import { type Cause, PersistentMap, type Task } from '../../sim/index.ts';
import type { Change } from '../control-plane/apiserver/index.ts';
import type { Life } from '../life.ts';
import {
  fullSync,
  nextSync,
  type Proxier,
  partialSync,
  type ServiceInput,
  staleEntries,
  WATCH_DELAY,
} from '../node/kube-proxy/index.ts';
import { connections, type KernelState } from '../node/netfilter/index.ts';
import type { ProxyState } from '../world.ts';
import { cleaned, newKernel, withoutProxyRules, withProxyRules } from './kernel-rules.ts';
import { CONFIGURATION, sameStart, startedOn } from './start.ts';

const TASK = 'kube-proxy';

/** Virtual ms by which the nodes' kube-proxies may lag behind each other. */
const SPREAD = 60;

/** The Services (`namespace/name`) that a change is about. */
function servicesOf({ before, after }: Change): Set<string> {
  const names = [before, after].flatMap((object) => {
    if (object?.kind === 'Service') return [`${object.metadata.namespace}/${object.metadata.name}`];
    const name = object?.kind === 'EndpointSlice' ? object.metadata.labels?.[SERVICE_NAME_LABEL] : undefined;
    return name === undefined ? [] : [`${object?.metadata.namespace}/${name}`];
  });
  return new Set(names);
}

/** kube-proxy on every node: each learns of changes after its own delay and writes its kernel's rules when its pause is over. */
export class Proxying {
  constructor(private readonly life: Life) {}

  hear(change: Change, cause: Cause): void {
    if (change.key.startsWith('Node/')) this.hearNode(change);
    if (change.key === CONFIGURATION || change.key.startsWith('ServiceCIDR/'))
      for (const node of this.life.reader().list<Node>('Node')) this.configure(node);
    const services = servicesOf(change);
    if (services.size === 0) return;
    for (const [node, state] of this.life.world.proxies.entries()) {
      let { dirty } = state;
      for (const service of services) if (!dirty.has(service)) dirty = dirty.set(service, this.life.now);
      this.put(node, { ...state, dirty });
      this.schedule(node, state, cause);
    }
  }

  private schedule(node: string, { syncs }: ProxyState, cause: Cause): void {
    const { now } = this.life;
    const lag = WATCH_DELAY + Math.floor(this.life.random.draw('kube-proxy', node, now) * SPREAD);
    this.life.plan({ controller: TASK, key: node, cause }, nextSync(syncs.at(-1), now + lag) - now);
  }

  private hearNode({ before, after }: Change): void {
    if (after) return this.configure(after as Node);
    const name = before?.metadata.name ?? '';
    const { world } = this.life;
    this.life.world = { ...world, proxies: world.proxies.delete(name), kernels: world.kernels.delete(name) };
  }

  /** kube-proxy starts again where its node or its configuration has changed; another mode cleans up what the former one wrote. */
  private configure(node: Node): void {
    const { name } = node.metadata;
    const started = startedOn(node, this.life.reader());
    const known = this.life.world.proxies.get(name);
    if (started.proxier.node.addresses.length === 0 || (known && sameStart(known, started))) return;
    if (!this.life.world.kernels.has(name)) this.setKernel(name, newKernel);
    if (known) this.tell(name, known, started);
    if (started.trouble !== undefined && known) return this.put(name, { ...known, trouble: started.trouble });
    if (known && known.proxier.mode !== started.proxier.mode)
      this.setKernel(name, withoutProxyRules(this.kernel(name)));
    this.put(name, started);
    this.life.plan({ controller: TASK, key: name }, WATCH_DELAY);
  }

  private tell(node: string, { proxier, trouble }: ProxyState, started: ProxyState): void {
    const object = objectKey('Node', '', node);
    const { now: at } = this.life;
    const by = `kube-proxy ${node}`;
    if (started.trouble !== undefined)
      this.life.log({ at, by, event: { type: 'Warning', reason: 'Failed', message: started.trouble, object } });
    else if (started.proxier.mode !== proxier.mode || trouble !== undefined)
      this.life.log({
        at,
        by,
        event: { type: 'Normal', reason: 'Starting', message: `Using ${started.proxier.mode} Proxier`, object },
      });
  }

  /** A machine boots: an empty kernel, and a kube-proxy that starts from nothing. */
  boot(name: string): void {
    const node = this.life.reader().get<Node>('Node', '', name);
    if (!node || !this.life.world.proxies.has(name)) return;
    this.setKernel(name, newKernel);
    this.put(name, startedOn(node, this.life.reader()));
    this.life.plan({ controller: TASK, key: name }, WATCH_DELAY);
  }

  /** A machine reaches the API server again: its kube-proxy hears at once of all that it has missed. */
  reconnect(name: string): void {
    this.life.plan({ controller: TASK, key: name }, WATCH_DELAY);
  }

  private isAway(node: string): boolean {
    const { off, cut } = this.life.world;
    return off.has(node) || cut.has(node);
  }

  /** Writes a node's rules; false when the task is not kube-proxy's. */
  run(task: Task): boolean {
    if (task.controller !== TASK) return false;
    const state = this.life.world.proxies.get(task.key);
    if (state && state.trouble === undefined && !this.isAway(task.key)) this.sync(task, state);
    return true;
  }

  private sync({ key: node, cause }: Task, state: ProxyState): void {
    const { now } = this.life;
    const first = state.syncs.length === 0;
    const changes = first ? [] : [...state.dirty.keys()].map((key) => ({ key, input: this.inputOf(key) }));
    const everything = first ? this.everything() : [];
    const written = (proxier: Proxier): Proxier =>
      first ? fullSync(proxier, everything) : partialSync(proxier, changes);
    const proxier = written(state.proxier);
    const proxier6 = state.proxier6 && written(state.proxier6);
    this.put(node, { proxier, ...(proxier6 && { proxier6 }), dirty: PersistentMap.empty(), syncs: [now] });
    const kernel = withProxyRules(this.kernel(node), proxier6 ? [proxier, proxier6] : [proxier]);
    this.setKernel(
      node,
      cleaned(kernel, connections(kernel.conntrack, now), () =>
        staleEntries([...proxier.parts.values()].map((part) => part.input)),
      ),
    );
    const services = first ? proxier.parts.size : changes.length;
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

  private kernel(node: string): KernelState {
    return this.life.world.kernels.get(node) ?? newKernel;
  }

  private setKernel(node: string, kernel: KernelState): void {
    const { world } = this.life;
    this.life.world = { ...world, kernels: world.kernels.set(node, kernel) };
  }

  private put(node: string, state: ProxyState): void {
    const { world } = this.life;
    this.life.world = { ...world, proxies: world.proxies.set(node, state) };
  }
}
