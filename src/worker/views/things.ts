import {
  type Client,
  hasClusterIP,
  internalIPs,
  isNodeReady,
  isPodReady,
  keyOf,
  type Node,
  type ObjectKey,
  objectKey,
  type Pod,
  type Service,
  selectorMatches,
} from '../../api/index.ts';
import { isAddress, requestOf } from '../../cluster/apps/index.ts';
import { milliseconds, type Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { World } from '../../cluster/world.ts';
import type { ClientThing, DnsThing, NodeThing, PodThing, ServiceThing, Thing } from '../protocol.ts';
import { lettersOf } from './letters.ts';
import { instantOf, ownerOf, podState } from './pod-state.ts';
import { rulesOn } from './rungs.ts';

/** What the chart has room for; the rest is counted. Services that a Client calls come first. */
const ROOM = { clients: 4, services: 5, pods: 60, nodes: 12 } as const;

const DNS: ObjectKey = 'Service/kube-system/kube-dns';
const OWN_NAMESPACE = 'kube-system';

/** The Service that a request dials, by name or by address. */
function dialled(client: Client, read: Reader): Service | undefined {
  const { host } = requestOf(client.spec.request);
  if (isAddress(host)) return read.list<Service>('Service').find((service) => service.spec.clusterIP === host);
  const [name = '', namespace = client.metadata.namespace ?? ''] = host.split('.');
  return read.get<Service>('Service', namespace, name);
}

/** One look at a world: what stands on the chart. */
class Look {
  private readonly clients: readonly Client[];
  private readonly letters: ReadonlyMap<ObjectKey, string>;
  private readonly callers: ReadonlySet<ObjectKey>;

  constructor(
    private readonly world: World,
    private readonly read: Reader,
  ) {
    this.clients = read.list<Client>('Client');
    this.letters = lettersOf(read);
    this.callers = new Set(
      this.clients.map((client) => objectKey('Pod', client.metadata.namespace ?? '', client.spec.from.pod)),
    );
  }

  things(): readonly Thing[] {
    const clients = this.clientThings();
    const services = this.services();
    const shown = services.slice(0, ROOM.services);
    const pods = this.pods(shown);
    const nodes = this.read.list<Node>('Node');
    return [
      ...clients.slice(0, ROOM.clients),
      ...this.more('clients', clients.length - ROOM.clients, 0),
      ...this.dns(),
      ...shown.map((service) => this.serviceThing(service)),
      ...this.more('services', services.length - shown.length, 0),
      ...shown.flatMap((service) => this.rules(service)),
      ...pods.shown,
      ...this.more('pods', pods.left, pods.ready),
      ...nodes.slice(0, ROOM.nodes).map((node) => this.nodeThing(node)),
      ...this.more('nodes', nodes.length - ROOM.nodes, 0),
    ];
  }

  private more(of: 'services' | 'pods' | 'nodes' | 'clients', count: number, ready: number): Thing[] {
    return count > 0 ? [{ kind: 'more', id: `more/${of}`, of, count, ready }] : [];
  }

  private clientThings(): ClientThing[] {
    return [...this.callers].flatMap((id) => {
      const [, namespace = '', name = ''] = id.split('/');
      const pod = this.read.get<Pod>('Pod', namespace, name);
      const sends = this.clients.filter(
        (client) => client.metadata.namespace === namespace && client.spec.from.pod === name,
      );
      if (!pod) return [];
      return [
        {
          kind: 'client',
          id,
          name,
          namespace,
          address: pod.status?.podIP ?? '',
          node: pod.spec.nodeName ?? '',
          pod: podState(pod),
          sends: sends.map((client) => ({
            client: keyOf(client),
            request: client.spec.request,
            every: milliseconds(client.spec.every ?? '') ?? 1000,
            letter: this.letters.get(keyOf(client)) ?? 'A',
          })),
        },
      ];
    });
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

  private serviceThing(service: Service): ServiceThing {
    const { spec, metadata } = service;
    const pods = spec.selector ? this.read.withLabels<Pod>('Pod', metadata.namespace ?? '', spec.selector) : [];
    const ready = pods.filter((pod) => podState(pod) === 'ready').length;
    return {
      kind: 'service',
      id: keyOf(service),
      name: metadata.name,
      namespace: metadata.namespace ?? '',
      type: spec.type,
      clusterIP: spec.clusterIP ?? '',
      ports: (spec.ports ?? []).map(({ name = '', protocol, port, targetPort }) => ({
        name,
        protocol,
        port,
        targetPort: String(targetPort),
      })),
      selector: spec.selector ?? {},
      endpoints: { ready, notReady: pods.length - ready },
    };
  }

  /** The rules on the nodes from which the Service is called, or on one node when nobody calls it. */
  private rules(service: Service): Thing[] {
    if (!hasClusterIP(service)) return [];
    const callers = this.clients.filter((client) => dialled(client, this.read) === service);
    const pods = callers.map((client) =>
      this.read.get<Pod>('Pod', client.metadata.namespace ?? '', client.spec.from.pod),
    );
    const nodes = [...new Set(pods.map((pod) => pod?.spec.nodeName ?? '').filter((node) => node !== ''))];
    const [first] = this.world.proxies.keys();
    const from = nodes.length > 0 ? nodes.slice(0, 3) : first === undefined ? [] : [first];
    const { network, proxies, now } = this.world;
    return from.flatMap((node) =>
      rulesOn(node, service, { read: this.read, network, proxies: proxies.entries(), now }),
    );
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
    };
  }

  private nodeThing(node: Node): NodeThing {
    const { name } = node.metadata;
    const [address = ''] = internalIPs(node);
    const pods = [...this.world.network.pods.values()].filter((pod) => pod.node === name).length;
    return {
      kind: 'node',
      id: keyOf(node),
      name,
      address,
      podCIDR: node.spec.podCIDR ?? '',
      ready: isNodeReady(node),
      pods,
    };
  }
}

/** Everything that stands on the chart of a world; bounded, however large the cluster. */
export function thingsOf(world: World, read: Reader): readonly Thing[] {
  return new Look(world, read).things();
}
