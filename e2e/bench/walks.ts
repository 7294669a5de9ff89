import type { EndpointSlice, Node, Pod, Service } from '../../src/api/index.ts';
import { INITIAL_TTL, type Packet, REAL_LATENCY } from '../../src/cluster/network/index.ts';
import { machineConfig, networkOf } from '../../src/cluster/node/cni/index.ts';
import {
  defaultFlags,
  fullSync,
  type ProxyMode,
  type ServiceInput,
  startProxier,
} from '../../src/cluster/node/kube-proxy/index.ts';
import { bootedKernel, Kernel } from '../../src/cluster/node/netfilter/index.ts';
import { randomFrom } from '../../src/sim/index.ts';
import { type Measurements, summary } from './measurement.ts';

const SERVICES = 5000;
const ENDPOINTS = 3;
/** Walks between two looks at the clock. */
const BATCH = 500;

const clusterIP = (i: number): string => `10.${96 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`;

function inputOf(i: number): ServiceInput {
  const name = `service-${i}`;
  const metadata = { name, namespace: 'default' };
  const ports = [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }];
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      clusterIP: clusterIP(i),
      clusterIPs: [clusterIP(i)],
      ports: [{ ...ports[0], port: 80 }],
    },
  } as Service;
  const endpoints = Array.from({ length: ENDPOINTS }, (_, n) => ({
    addresses: [`10.244.2.${2 + ((i + n) % 250)}`],
    conditions: { ready: true },
    nodeName: 'node-2',
  }));
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints,
  } as EndpointSlice;
  return { service, slices: [slice] };
}

function nodeCalled(name: string, number: number): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: { podCIDR: `10.244.${number}.0/24` },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.50.1${number}` }] },
  } as Node;
}

function kernelIn(mode: ProxyMode): Kernel {
  const info = { name: 'node-1', addresses: ['192.168.50.11'], zone: '' };
  const inputs = Array.from({ length: SERVICES }, (_, i) => inputOf(i));
  const proxier = fullSync(startProxier(mode, info, defaultFlags, 'ip'), inputs);
  const config = machineConfig(networkOf([nodeCalled('node-1', 1), nodeCalled('node-2', 2)], [] as Pod[]), 'node-1');
  if (!config) throw new Error('node-1 is a machine');
  const written = proxier.mode === 'iptables' ? { rules: proxier.ruleSet } : { nftables: [proxier.table] };
  return new Kernel(config, { ...bootedKernel, ...written });
}

/** Walks before the first look at the clock: by then each Service has been called ten times, and the compiler has done with the code (seen: after about 41,000). */
const WARM_UP = 50_000;

/**
 * One walk is one packet, the first of a new TCP connection from a Pod to one of the cluster IPs in turn: in by the Pod's
 * interface, through PREROUTING, routing, FORWARD and POSTROUTING with all their chains (dice included), translated, and
 * out to the other node, with every rule that it read named in its steps, the connection made in the table, and the
 * counters counting. The kernel after a walk is the one that takes the next packet; no connection is ever forgotten.
 */
function walksPerSecond(mode: ProxyMode, samples: number): number[] {
  let kernel = kernelIn(mode);
  let sent = 0;
  const random = randomFrom(1);
  const walkOne = (): void => {
    const source = { ip: `10.244.1.${2 + (sent % 200)}`, port: 1024 + (Math.floor(sent / 200) % 60_000) };
    const destination = { ip: clusterIP((sent * 7) % SERVICES), port: 80 };
    const packet: Packet = { protocol: 'tcp', source, destination, ttl: INITIAL_TTL, flags: ['SYN'] };
    const moment = { now: sent++ / 100, random, latency: REAL_LATENCY, reaches: () => true };
    const { handled, machine } = kernel.handle(packet, 'veth', moment);
    if (handled.to !== 'machine' || !(machine instanceof Kernel)) throw new Error('every walk reaches node-2');
    kernel = machine;
  };
  for (let i = 0; i < WARM_UP; i++) walkOne();
  return Array.from({ length: samples }, () => {
    const start = performance.now();
    for (let i = 0; i < BATCH; i++) walkOne();
    return (BATCH * 1000) / (performance.now() - start);
  });
}

/** How many first packets a node's kernel takes in 5,000 Services, naming every rule that each one read. */
export function walkMeasurements(progress: (line: string) => void): Measurements {
  progress('kernel: walks in 5,000 Services');
  return {
    'walks-per-second.5000-services.iptables': summary(walksPerSecond('iptables', 20), '1/s'),
    'walks-per-second.5000-services.nftables': summary(walksPerSecond('nftables', 20), '1/s'),
  };
}
