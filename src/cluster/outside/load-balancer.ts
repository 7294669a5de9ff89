import { keyOf, type Service } from '../../api/index.ts';
import type { Arrival, Handled, Handling, Machine, Moment, Packet, Place } from '../network/index.ts';

/** A load balancer of the provider: what it listens on, where it sends what comes in, and how it finds out who is well. */
export interface Balanced {
  /** The machine's name in walks, or the host's where it is a proxy: `Balancer/default/web`. */
  readonly name: string;
  readonly service: string;
  readonly addresses: readonly string[];
  /** `kept`: packets are passed on as they are; `replaced`: a proxy opens a connection of its own to a node port. */
  readonly source: 'kept' | 'replaced';
  readonly ports: readonly {
    readonly protocol: 'tcp' | 'udp' | 'sctp';
    readonly port: number;
    readonly nodePort: number;
  }[];
  /** The port of every node whose `/healthz` is asked: kube-proxy's own, or under policy Local the Service's. */
  readonly healthPort: number;
}

/** kube-proxy's own health check, which policy Cluster is judged by. */
const KUBE_PROXY_HEALTHZ = 10_256;

/** The provider itself, from whose address nodes are checked. */
export const PROVIDER = { name: 'cloud', address: '203.0.113.254' } as const;

const isBalancer = (name: string): boolean => name.startsWith('Balancer/');

/** Whether a place in a walk is a load balancer, and its Service's key. */
export function serviceOfBalancer(place: string): string | undefined {
  return isBalancer(place) ? place.replace(/^Balancer/, 'Service') : undefined;
}

/** The load balancer that the provider has built for a Service; undefined as long as it has no address. */
export function balancedBy(service: Service): Balanced | undefined {
  const { spec, status } = service;
  const given = (status?.loadBalancer?.ingress ?? []).filter(({ ip }) => ip !== undefined);
  if (spec.type !== 'LoadBalancer' || given.length === 0) return undefined;
  const key = keyOf(service);
  const local = spec.externalTrafficPolicy === 'Local';
  return {
    name: key.replace(/^Service/, 'Balancer'),
    service: key,
    addresses: given.map(({ ip = '' }) => ip),
    source: given.some(({ ipMode }) => ipMode === 'Proxy') ? 'replaced' : 'kept',
    ports: (spec.ports ?? []).map(({ protocol, port, nodePort = 0 }) => ({
      protocol: protocol.toLowerCase() as 'tcp' | 'udp' | 'sctp',
      port,
      nodePort,
    })),
    healthPort: (local && spec.healthCheckNodePort) || KUBE_PROXY_HEALTHZ,
  };
}

/** The balancer's port that a packet is for. */
export function portOf({ ports }: Balanced, { protocol, destination }: Packet): Balanced['ports'][number] | undefined {
  return ports.find((one) => one.protocol === protocol && one.port === destination.port);
}

/** The node for a flow: every flow has its own order of nodes and takes the first that is well, so one node's failure moves only that node's flows (rendezvous hashing). */
export function chosenNode(packet: Packet, healthy: readonly string[], draw: Moment['random']): string | undefined {
  const { protocol, source, destination } = packet;
  const weight = (node: string): number =>
    draw.draw('balancer', protocol, source.ip, source.port, destination.ip, destination.port, node);
  const [first] = [...healthy].sort((one, other) => weight(other) - weight(one));
  return first;
}

/** A load balancer that passes packets on as they are: the node gets them with the balancer's address as destination. */
export class PassThrough implements Machine {
  constructor(
    private readonly balanced: Balanced,
    private readonly healthy: readonly string[],
  ) {}

  get name(): string {
    return this.balanced.name;
  }

  handle(packet: Packet, _arrival: Arrival, moment: Moment): Handling {
    const place: Place = { at: 'kernel', node: this.name, hook: 'FORWARD' };
    const until = moment.now + moment.latency.hook;
    const node = chosenNode(packet, this.healthy, moment.random);
    const handled = this.decided(packet, place, node);
    const says =
      handled.to === 'machine'
        ? `the load balancer passes it on to ${handled.machine}, one of ${this.healthy.length} healthy nodes; source and destination stay as they are`
        : 'the load balancer drops it';
    const step = {
      place,
      from: moment.now,
      to: until,
      before: packet,
      after: packet,
      readings: [],
      passedOver: 0,
      says,
    };
    return { steps: [step], packet, until, handled, machine: this };
  }

  private decided(packet: Packet, place: Place, node: string | undefined): Handled {
    if (!portOf(this.balanced, packet)) {
      const what = packet.protocol === 'icmp' ? 'ping' : `port ${packet.destination.port}`;
      return { to: 'drop', place, why: `the load balancer serves no ${what}` };
    }
    return node === undefined
      ? { to: 'drop', place, why: 'no node passes the load balancer’s health check' }
      : { to: 'machine', machine: node };
  }
}
