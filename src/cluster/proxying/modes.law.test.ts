import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EndpointSlice, Node } from '../../api/index.ts';
import { randomFrom } from '../../sim/index.ts';
import { type Arrival, type Handling, INITIAL_TTL, type L4Protocol, LATENCY, type Packet } from '../network/index.ts';
import { machineConfig, networkOf } from '../node/cni/index.ts';
import { defaultFlags, fullSync, type ProxyMode, type ServiceInput, startProxier } from '../node/kube-proxy/index.ts';
import { history, node } from '../node/kube-proxy/services.fixture.ts';
import { Kernel } from '../node/netfilter/index.ts';
import { newKernel, withProxyRules } from './kernel-rules.ts';

const nodeCalled = (name: string, number: number): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  spec: { podCIDR: `10.244.${number}.0/24` },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.50.1${number}` }] },
});

const CONFIG = machineConfig(networkOf([nodeCalled('node-1', 1), nodeCalled('node-2', 2)], []), 'node-1');

/** Endpoints stand where their addresses say: odd numbers on node-1, even ones on node-2. */
function placed(slice: EndpointSlice): EndpointSlice {
  const endpoints = (slice.endpoints ?? []).map((endpoint) => {
    const number = Number(endpoint.addresses[0]?.split('.')[3] ?? 0);
    const on = number % 2 === 0 ? 2 : 1;
    return { ...endpoint, addresses: [`10.244.${on}.${10 + number}`], nodeName: `node-${on}` };
  });
  return { ...slice, endpoints };
}

const isSmall = ({ slices }: ServiceInput): boolean => slices.every(({ endpoints }) => (endpoints ?? []).length < 10);

/** Without affinity, and with node ports and outside addresses that no other Service has: who of two gets them is chance. */
function tidied({ service, slices }: ServiceInput, number: number): ServiceInput {
  const { sessionAffinityConfig: _, ...spec } = service.spec;
  const ports = (spec.ports ?? []).map((port, i) =>
    port.nodePort === undefined ? port : { ...port, nodePort: 30_000 + 10 * number + i },
  );
  const externalIPs = (spec.externalIPs ?? []).map((ip) => ip.replace('100.7', `100.7${number}`));
  return {
    service: { ...service, spec: { ...spec, ports, externalIPs, sessionAffinity: 'None' } },
    slices: slices.filter(({ addressType }) => addressType === 'IPv4').map(placed),
  };
}

/** Some Services and their endpoints, few enough that a handful of packets meets all of them. */
const services = history.map((changes) => {
  const left = [...new Map(changes.map(({ key, input }) => [key, input])).values()];
  return left.filter((input) => input !== undefined).filter(isSmall);
});

function kernelIn(mode: ProxyMode, inputs: readonly ServiceInput[]): Kernel {
  if (!CONFIG) throw new Error('node-1 is a machine');
  const own = { ...node, addresses: ['192.168.50.11'] };
  const proxier = fullSync(startProxier(mode, own, defaultFlags, 'ip'), inputs);
  return new Kernel(CONFIG, withProxyRules(newKernel, [proxier]));
}

interface Caller {
  readonly ip: string;
  readonly arrival: Arrival;
}

const CALLERS: readonly Caller[] = [
  { ip: '10.244.1.3', arrival: 'veth' },
  { ip: '10.244.1.100', arrival: 'veth' },
  { ip: '192.168.50.11', arrival: 'local' },
  { ip: '10.244.2.100', arrival: 'wire' },
  { ip: '203.0.113.9', arrival: 'wire' },
];

interface Asked {
  readonly ip: string;
  readonly port: number;
  readonly protocol: L4Protocol;
}

/** Everything that the Services could be asked by, and near misses. */
function frontends(inputs: readonly ServiceInput[]): Asked[] {
  return inputs.flatMap(({ service: { spec, status } }) => {
    const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip?.includes('.') ? [ip] : []));
    const ips = [spec.clusterIP ?? '', ...(spec.externalIPs ?? []).filter((ip) => ip.includes('.')), ...balanced];
    return (spec.ports ?? []).flatMap(({ port, nodePort, protocol }) => {
      const l4 = (protocol ?? 'TCP').toLowerCase() as L4Protocol;
      const byIP = ips.flatMap((ip) => [
        { ip, port, protocol: l4 },
        { ip, port: port + 7, protocol: l4 },
        { ip, port: 0, protocol: 'icmp' as const },
      ]);
      const nodes = ['192.168.50.11', '192.168.50.12', '127.0.0.1'];
      return [...byIP, ...nodes.map((ip) => ({ ip, port: nodePort ?? 39_999, protocol: l4 }))];
    });
  });
}

function packetOf({ ip }: Caller, { protocol, ...asked }: Asked, number: number): Packet {
  const packet = { protocol, source: { ip, port: 40_000 + number }, destination: { ip: asked.ip, port: asked.port } };
  if (protocol === 'icmp') return { ...packet, ttl: INITIAL_TTL, icmp: { type: 'echo-request' } };
  return { ...packet, ttl: INITIAL_TTL, ...(protocol === 'tcp' && { flags: ['SYN'] as const }) };
}

/** What came of a packet on its first node, as far as the ends can tell. */
function outcome({ handled, packet }: Handling): string {
  const { source, destination } = packet;
  switch (handled.to) {
    case 'reject':
      return `${handled.answer.icmp?.code} from ${handled.answer.source.ip}`;
    case 'drop':
    case 'nowhere':
      return `silence ${handled.to === 'drop' ? (handled.errno ?? '') : ''}`;
    default: {
      const to = handled.to === 'host' ? handled.host : handled.to === 'machine' ? handled.machine : 'itself';
      return `${to} ${destination.ip}:${destination.port} seen ${source.ip} ttl ${packet.ttl}`;
    }
  }
}

const PACKETS = 48;

/** What can come of a question, each time by a connection of its own. */
function outcomes(kernel: Kernel, caller: Caller, asked: Asked): Set<string> {
  const moment = { now: 0, random: randomFrom(7), latency: LATENCY, reaches: () => true };
  const all = new Set<string>();
  for (let i = 0; i < PACKETS; i++) all.add(outcome(kernel.handle(packetOf(caller, asked, i), caller.arrival, moment)));
  return all;
}

const serves = ({ service: { spec, status } }: ServiceInput, { ip }: Asked): boolean =>
  [spec.clusterIP, ...(spec.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).map((one) => one.ip)].includes(
    ip,
  );

/**
 * Where the modes differ, as recorded from real ones: a cluster IP refuses ports that are not its own in nftables mode
 * only (`clusterip-three-pods`); node ports answer on 127.0.0.1 in iptables mode only (`nodeport-cluster`); source ranges
 * of a Service without endpoints are only looked at in nftables mode (`lb-source-ranges-no-endpoints`). And what follows
 * from the rules as recorded: iptables mode hangs KUBE-EXTERNAL-SERVICES into INPUT and FORWARD, not into OUTPUT, so the
 * node itself is not refused at outside addresses without endpoints.
 */
function mayDiffer(inputs: readonly ServiceInput[], { arrival }: Caller, asked: Asked): boolean {
  if (asked.ip.startsWith('127.')) return true;
  const asksPort = ({ service }: ServiceInput): boolean =>
    (service.spec.ports ?? []).some((one) => one.port === asked.port && one.protocol?.toLowerCase() === asked.protocol);
  const of = inputs.find((input) => serves(input, asked));
  if (of?.service.spec.clusterIP === asked.ip) return !asksPort(of);
  if (of && arrival === 'local') return true;
  return (of?.service.spec.loadBalancerSourceRanges ?? []).length > 0;
}

it('leads packets to the same ends in both modes, except where real ones differ', () => {
  fc.assert(
    fc.property(services, fc.nat(CALLERS.length - 1), (all, first) => {
      const inputs = all.map(tidied);
      const [iptables, nftables] = [kernelIn('iptables', inputs), kernelIn('nftables', inputs)];
      for (const [i, asked] of frontends(inputs).entries()) {
        const caller = CALLERS[(first + i) % CALLERS.length];
        if (!caller || mayDiffer(inputs, caller, asked)) continue;
        const of = (kernel: Kernel) => [...outcomes(kernel, caller, asked)].sort();
        expect({ caller, asked, came: of(nftables) }).toEqual({ caller, asked, came: of(iptables) });
      }
    }),
    { numRuns: 40 },
  );
});
