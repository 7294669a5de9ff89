import type { ApiObject, EndpointSlice, Node, Pod, Service } from '../../src/api/index.ts';
import { internalIPs, SERVICE_NAME_LABEL, ZONE_LABEL } from '../../src/api/index.ts';
import {
  INITIAL_TTL,
  type L4Protocol,
  type Machine,
  type Network,
  type Packet,
  REAL_LATENCY,
  ROUTER,
  type TcpFlag,
  type Walk,
  walk,
} from '../../src/cluster/network/index.ts';
import { machineConfig, networkOf, withMasquerade } from '../../src/cluster/node/cni/index.ts';
import { defaultFlags, fullSync, startProxier } from '../../src/cluster/node/kube-proxy/index.ts';
import { bootedKernel, Kernel, type RuleSet } from '../../src/cluster/node/netfilter/index.ts';
import { routerConfig } from '../../src/cluster/outside/index.ts';
import { randomFrom } from '../../src/sim/index.ts';

/** What stands outside the cluster, as `lab.yaml` says. */
export interface OutsideHost {
  readonly name: string;
  readonly ip: string;
  readonly ports?: readonly { readonly port: number }[];
  readonly owns?: readonly string[];
}

/** `lab.yaml`, as far as it is played here. */
export interface Surroundings {
  readonly hosts?: readonly OutsideHost[];
  /** Address or range -> node. */
  readonly routes?: Readonly<Record<string, string>>;
  readonly podMasquerade?: boolean;
}

/** Who sends and answers: a program in a Pod, on a node, or outside. */
interface Party {
  readonly name: string;
  readonly ip: string;
  readonly host: string;
  readonly machine: string;
  readonly ports: readonly string[];
}

/** How one try came out. */
export interface Try {
  readonly outcome: string;
  readonly icmpFrom?: string;
  readonly backend?: string;
  readonly sourceSeen?: string;
}

const CLIENT: OutsideHost = { name: 'client', ip: '203.0.113.10' };
const TIMEOUT: Try = { outcome: 'timeout' };
const HOPS_OF_A_TRY = 6;

const ofKind = <T extends ApiObject>(objects: readonly ApiObject[], kind: T['kind']): T[] =>
  objects.filter((object): object is T => object.kind === kind);

function rulesOf(objects: readonly ApiObject[], node: Node): RuleSet {
  const slices = ofKind<EndpointSlice>(objects, 'EndpointSlice');
  const inputs = ofKind<Service>(objects, 'Service').map((service) => ({
    service,
    slices: slices.filter(
      ({ metadata }) =>
        metadata.namespace === service.metadata.namespace &&
        metadata.labels?.[SERVICE_NAME_LABEL] === service.metadata.name,
    ),
  }));
  const info = {
    name: node.metadata.name,
    addresses: internalIPs(node),
    zone: node.metadata.labels?.[ZONE_LABEL] ?? '',
  };
  const proxier = fullSync(startProxier('iptables', info, defaultFlags, 'ip'), inputs);
  if (proxier.mode !== 'iptables') throw new Error('the proxier changed its mode');
  return proxier.ruleSet;
}

const partyOfPod = (pod: Pod): Party => ({
  name: pod.metadata.name,
  ip: pod.status?.podIP ?? '',
  host: pod.spec.hostNetwork ? (pod.spec.nodeName ?? '') : `Pod/${pod.metadata.namespace}/${pod.metadata.name}`,
  machine: pod.spec.nodeName ?? '',
  ports: pod.spec.containers.flatMap(({ ports = [] }) =>
    ports.map(({ protocol = 'TCP', containerPort }) => `${protocol.toLowerCase()} ${containerPort}`),
  ),
});

const partyOutside = ({ name, ip, ports = [] }: OutsideHost): Party => ({
  name,
  ip,
  host: name,
  machine: ROUTER,
  ports: ports.map(({ port }) => `tcp ${port}`),
});

const partyOfNode = (node: Node): Party => {
  const { name } = node.metadata;
  return { name, ip: internalIPs(node)[0] ?? '', host: name, machine: name, ports: [] };
};

/** The recordings' cluster and its surroundings, in which packets are sent and answered one after the other. */
export class PacketLab {
  private readonly machines = new Map<string, Machine>();
  private readonly parties: readonly Party[];
  private now = 0;
  private port = 32_768;

  constructor(objects: readonly ApiObject[], { hosts: named = [], routes = {}, podMasquerade = true }: Surroundings) {
    const hosts = [CLIENT, ...named];
    const nodes = ofKind<Node>(objects, 'Node');
    const pods = ofKind<Pod>(objects, 'Pod');
    const network = networkOf(nodes, pods);
    this.parties = [...pods.map(partyOfPod), ...nodes.map(partyOfNode), ...hosts.map(partyOutside)];
    const owner = new Map(hosts.flatMap(({ name, ip, owns = [] }) => [ip, ...owns].map((one) => [one, name] as const)));
    const router = routerConfig({
      nodeOf: (ip) => network.byAddress.get(ip),
      hostOf: (ip) => owner.get(ip),
      routes,
    });
    this.machines.set(ROUTER, new Kernel(router, bootedKernel));
    for (const node of nodes) {
      const config = machineConfig(network, node.metadata.name);
      if (!config) continue;
      const own = rulesOf(objects, node);
      const rules = podMasquerade ? withMasquerade(own, '10.244.0.0/16') : own;
      this.machines.set(node.metadata.name, new Kernel(config, { ...bootedKernel, rules }));
    }
  }

  /** One fresh connection, datagram or ping from somebody to `tcp://ip:port` and its like. */
  attempt(from: string, to: string): Try {
    const sender = this.parties.find(({ name }) => name === from);
    const [, protocol = '', ip = '', port = '0'] = /^(\w+):\/\/([\d.]+)(?::(\d+))?/.exec(to) ?? [];
    if (!sender) throw new Error(`nobody is called ${from}`);
    const source = { ip: ip.startsWith('127.') ? ip : sender.ip, port: this.port++ };
    const first: Packet = {
      protocol: protocol as L4Protocol,
      source,
      destination: { ip, port: Number(port) },
      ttl: INITIAL_TTL,
      ...(protocol === 'tcp' && { flags: ['SYN'] as const }),
      ...(protocol === 'icmp' && { icmp: { type: 'echo-request' as const } }),
    };
    return this.followed(sender, first);
  }

  private followed(sender: Party, first: Packet): Try {
    let met: Pick<Try, 'backend' | 'sourceSeen'> = {};
    let next: { packet: Packet; host: string; machine: string } | undefined = { packet: first, ...sender };
    for (let i = 0; next && i < HOPS_OF_A_TRY; i++) {
      const { end } = this.send(next.packet, next.host, next.machine);
      if (end.end === 'rejected') {
        next = { packet: end.answer, host: end.machine, machine: end.machine };
        continue;
      }
      if (end.end !== 'delivered') return TIMEOUT;
      if (end.packet.destination.ip === first.source.ip && i > 0) return this.result(end.packet, first, met);
      const party = this.receiver(end.host, end.packet);
      if (!party || party === 'closed') {
        next = { packet: refusal(end.packet), host: end.host, machine: this.machineOf(end.host) };
        continue;
      }
      met = { backend: `${party.name}:${end.packet.destination.port}`, sourceSeen: end.packet.source.ip };
      next = { packet: answer(end.packet), host: end.host, machine: party.machine };
    }
    return TIMEOUT;
  }

  private result(packet: Packet, first: Packet, met: Pick<Try, 'backend' | 'sourceSeen'>): Try {
    if (packet.icmp?.about) return { outcome: `unreachable:${packet.icmp.code}`, icmpFrom: packet.source.ip };
    const heard = packet.source.ip === first.destination.ip && packet.source.port === first.destination.port;
    if (!heard) return TIMEOUT;
    if (packet.icmp) return { outcome: 'reply' };
    return packet.flags?.includes('RST') ? { outcome: 'refused' } : { outcome: 'connected', ...met };
  }

  private receiver(host: string, { protocol, destination }: Packet): Party | 'closed' | undefined {
    const here = this.parties.filter((party) => party.host === host);
    if (protocol === 'icmp') return here[0];
    return here.find(({ ports }) => ports.includes(`${protocol} ${destination.port}`)) ?? 'closed';
  }

  private machineOf(host: string): string {
    return this.parties.find((party) => party.host === host)?.machine ?? host;
  }

  private send(packet: Packet, host: string, machine: string): Walk {
    const network: Network = {
      machine: (name) => this.machines.get(name),
      connects: () => true,
      latency: REAL_LATENCY,
    };
    const walked = walk(packet, { host, machine }, network, this.now, randomFrom(1));
    for (const [name, changed] of walked.machines) this.machines.set(name, changed);
    this.now = walked.walk.to;
    return walked.walk;
  }
}

const back = ({ protocol, source, destination }: Packet): Packet => ({
  protocol,
  source: destination,
  destination: source,
  ttl: INITIAL_TTL,
});

function answer(packet: Packet): Packet {
  const flags: readonly TcpFlag[] = ['SYN', 'ACK'];
  if (packet.protocol === 'tcp') return { ...back(packet), flags };
  return packet.icmp ? { ...back(packet), icmp: { type: 'echo-reply' } } : back(packet);
}

function refusal(packet: Packet): Packet {
  if (packet.protocol === 'tcp') return { ...back(packet), flags: ['RST', 'ACK'] };
  const { ip } = packet.destination;
  return {
    ...back(packet),
    protocol: 'icmp',
    source: { ip, port: 0 },
    icmp: { type: 'destination-unreachable', code: 'port-unreachable', about: packet },
  };
}
