import {
  type Client,
  hasClusterIP,
  internalIPs,
  isPodReady,
  keyOf,
  type Node,
  type ObjectKey,
  type Pod,
  type Service,
  selectorMatches,
} from '../../api/index.ts';
import { requestOf } from '../../cluster/apps/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import { healthOf } from '../../cluster/outside/index.ts';
import type { World } from '../../cluster/world.ts';
import type { DnsThing, ExternalThing, PodThing, Thing } from '../protocol.ts';
import { callingNode, callingPods, clientThings, dialled } from './callers.ts';
import { aliasThing, balancerThing, type EntrySources, nodePortThing } from './entries.ts';
import { lettersOf } from './letters.ts';
import { nodeThing } from './node-thing.ts';
import { cloudOf, externalThings, firewallThings } from './outside-things.ts';
import { instantOf, ownerOf, podState } from './pod-state.ts';
import { rulesOn } from './rungs.ts';
import { serviceThing, slicesOf } from './service-thing.ts';

/** What the chart has room for; the rest is counted. Services that a Client calls come first. */
const ROOM = { clients: 6, services: 5, pods: 60, nodes: 12, externals: 5 } as const;

const DNS: ObjectKey = 'Service/kube-system/kube-dns';
const OWN_NAMESPACE = 'kube-system';

/** Nodes on which a Service's rules are looked at, when callers do not come from more. */
const RULES_ON = 3;

/** One look at a world: what stands on the chart. */
class Look {
  private readonly clients: readonly Client[];
  private readonly letters: ReadonlyMap<ObjectKey, string>;
  private readonly callers: ReadonlySet<string>;
  private readonly nodes: readonly Node[];
  private readonly externals: readonly ExternalThing[];
  private readonly hosts: ReadonlyMap<string, string>;

  constructor(
    private readonly world: World,
    private readonly read: Reader,
  ) {
    this.clients = read.list<Client>('Client');
    this.letters = lettersOf(world);
    this.callers = callingPods(this.clients);
    this.nodes = read.list<Node>('Node');
    this.externals = externalThings(read);
    this.hosts = new Map(this.externals.flatMap(({ id, addresses }) => addresses.map((ip) => [ip, id] as const)));
  }

  things(): readonly Thing[] {
    const clients = clientThings(this.clients, this.letters, this.read, (name) => this.addressOf(name));
    const services = this.services();
    const shown = services.slice(0, ROOM.services);
    const pods = this.pods(shown);
    return [
      ...clients.slice(0, ROOM.clients),
      ...this.more('clients', clients.length - ROOM.clients, 0),
      ...this.dns(),
      ...firewallThings(this.read),
      ...this.externals.slice(0, ROOM.externals),
      ...shown.flatMap((service) => this.entries(service)),
      ...shown.map((service) => serviceThing(service, this.read)),
      ...this.more('services', services.length - shown.length, 0),
      ...shown.flatMap((service) => this.rules(service)),
      ...pods.shown,
      ...this.more('pods', pods.left, pods.ready),
      ...this.nodes.slice(0, ROOM.nodes).map((node) => nodeThing(node, this.world, shown)),
      ...this.more('nodes', this.nodes.length - ROOM.nodes, 0),
    ];
  }

  private addressOf(name: string): string {
    const node = this.nodes.find(({ metadata }) => metadata.name === name);
    return (node && internalIPs(node)[0]) ?? '';
  }

  /** Behind a load balancer the node ports are drawn only when somebody dials one. */
  private dialsNodePort({ spec }: Service): boolean {
    const ports = (spec.ports ?? []).map(({ nodePort }) => nodePort);
    return this.clients.some((client) => ports.includes(requestOf(client.spec.request).port));
  }

  private entries(service: Service): Thing[] {
    const sources: EntrySources = {
      nodes: this.nodes.slice(0, ROOM.nodes),
      slices: slicesOf(service, this.read),
      checked: (service, node) => healthOf(this.world.health, keyOf(service), node)?.healthy,
      cloud: cloudOf(this.read),
    };
    const { type } = service.spec;
    const ports = nodePortThing(service, sources);
    const direct = type !== 'LoadBalancer' || this.dialsNodePort(service);
    const all = [balancerThing(service, sources), direct ? ports : undefined, aliasThing(service)];
    return all.filter((thing) => thing !== undefined);
  }

  private more(of: 'services' | 'pods' | 'nodes' | 'clients', count: number, ready: number): Thing[] {
    return count > 0 ? [{ kind: 'more', id: `more/${of}`, of, count, ready }] : [];
  }

  private dns(): DnsThing[] {
    const service = this.read.get<Service>('Service', OWN_NAMESPACE, 'kube-dns');
    if (!service) return [];
    const pods = this.read.withLabels<Pod>('Pod', OWN_NAMESPACE, service.spec.selector ?? {});
    return [
      {
        kind: 'dns',
        id: DNS,
        name: 'CoreDNS',
        clusterIP: service.spec.clusterIP ?? '',
        pods: pods.map((pod) => ({
          id: keyOf(pod),
          name: pod.metadata.name,
          node: pod.spec.nodeName ?? '',
          address: pod.status?.podIP ?? '',
          ready: isPodReady(pod),
        })),
      },
    ];
  }

  private services(): Service[] {
    const called = new Set(
      this.clients.map((client) => dialled(client, this.read)).filter((service) => service !== undefined),
    );
    const own = (service: Service): boolean =>
      service.metadata.namespace === OWN_NAMESPACE || keyOf(service) === 'Service/default/kubernetes';
    const others = this.read.list<Service>('Service').filter((service) => !called.has(service) && !own(service));
    return [...[...called].filter((service) => keyOf(service) !== DNS), ...others];
  }

  /** The rules on the nodes from which the Service is called, or on some when nobody calls it; equal ones once. */
  private rules(service: Service): Thing[] {
    if (!hasClusterIP(service)) return [];
    const callers = this.clients.filter((client) => dialled(client, this.read) === service);
    const nodes = callers.flatMap((client) => callingNode(client, this.read) ?? []);
    const order = [...new Set([...nodes, ...this.world.proxies.keys()])];
    const { network, proxies, now } = this.world;
    const told = new Set<string>();
    const from = nodes.length > 0 ? new Set(nodes).size : 1;
    return order.slice(0, Math.max(RULES_ON, from)).flatMap((node, i) => {
      const all = rulesOn(node, service, {
        read: this.read,
        network,
        proxies: proxies.entries(),
        hosts: this.hosts,
        now,
      });
      const fresh = all.filter(({ id, alsoOn }) => !alsoOn.some((other) => told.has(id.replace(node, other))));
      for (const { id } of fresh) told.add(id);
      return i < from || service.spec.type !== 'ClusterIP' ? fresh : [];
    });
  }

  /** Pods behind the shown Services first, then those that nobody selects. */
  private pods(services: readonly Service[]): {
    readonly shown: readonly PodThing[];
    readonly left: number;
    readonly ready: number;
  } {
    const selected = new Set(
      services.flatMap((service) =>
        service.spec.selector
          ? this.read.withLabels<Pod>('Pod', service.metadata.namespace ?? '', service.spec.selector)
          : [],
      ),
    );
    const isOwn = (pod: Pod): boolean =>
      pod.metadata.namespace !== OWN_NAMESPACE && !this.callers.has(keyOf(pod)) && podState(pod) !== 'finished';
    const all = this.read.list<Pod>('Pod').filter(isOwn);
    const ordered = [...all.filter((pod) => selected.has(pod)), ...all.filter((pod) => !selected.has(pod))];
    const left = ordered.slice(ROOM.pods);
    const among = this.read.list<Service>('Service').length > 200 ? services : this.read.list<Service>('Service');
    return {
      shown: ordered.slice(0, ROOM.pods).map((pod) => this.podThing(pod, among)),
      left: left.length,
      ready: left.filter(isPodReady).length,
    };
  }

  private podThing(pod: Pod, among: readonly Service[]): PodThing {
    const { name, namespace = '', labels = {} } = pod.metadata;
    const changed = pod.status?.conditions?.find((condition) => condition.type === 'Ready')?.lastTransitionTime;
    return {
      kind: 'pod',
      id: keyOf(pod),
      name,
      namespace,
      address: pod.status?.podIP ?? '',
      node: pod.spec.nodeName ?? '',
      state: podState(pod),
      since: instantOf(changed ?? pod.metadata.creationTimestamp),
      labels,
      services: among
        .filter((service) => service.metadata.namespace === namespace && selectorMatches(service.spec.selector, labels))
        .map(keyOf),
      owner: ownerOf(pod),
      hostNetwork: pod.spec.hostNetwork === true,
    };
  }
}

/** Everything that stands on the chart of a world; bounded, however large the cluster. */
export function thingsOf(world: World, read: Reader): readonly Thing[] {
  return new Look(world, read).things();
}
