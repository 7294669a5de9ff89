import type { EndpointSlice, Service } from '../../src/api/index.ts';
import {
  defaultFlags,
  fullSync,
  type NodeInfo,
  type Proxier,
  type ProxyMode,
  partialSync,
  type ServiceInput,
  startProxier,
} from '../../src/cluster/node/kube-proxy/index.ts';
import { type Measurements, summary, timed } from './measurement.ts';

const NODE: NodeInfo = { name: 'node-1', addresses: ['192.168.50.11'], zone: '' };
const ENDPOINTS = 10;
const BYTES_IN_MB = 1_000_000;

const address = (net: string, index: number): string =>
  `${net}.${Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;

function sliceOf(i: number, ready: boolean): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `shop-${i}-a`, namespace: 'default', labels: { 'kubernetes.io/service-name': `shop-${i}` } },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints: Array.from({ length: ENDPOINTS }, (_, n) => ({
      addresses: [address('10', i * ENDPOINTS + n)],
      nodeName: `node-${n % 3}`,
      conditions: { ready: ready || n > 0 },
    })),
  };
}

function serviceOf(i: number): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `shop-${i}`, namespace: 'default' },
    spec: {
      type: 'ClusterIP',
      clusterIP: address('10', 1_000_000 + i),
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }],
    },
  };
}

const servicesOf = (count: number): ServiceInput[] =>
  Array.from({ length: count }, (_, i) => ({ service: serviceOf(i), slices: [sliceOf(i, true)] }));

const written = (mode: ProxyMode, inputs: readonly ServiceInput[]): Proxier =>
  fullSync(startProxier(mode, NODE, defaultFlags, 'ip'), inputs);

/** From objects that kube-proxy has never seen to all rules of a node. */
function fromScratch(mode: ProxyMode, services: number, turns: number): number[] {
  written(mode, servicesOf(services));
  return Array.from({ length: turns }, () => {
    const inputs = servicesOf(services);
    const [sample = 0] = timed(1, () => void written(mode, inputs));
    return sample;
  });
}

/** One Service's slice changes to and fro; each time its objects are new. */
function oneSlice(mode: ProxyMode, services: number, turns: number): number[] {
  const inputs = servicesOf(services);
  let proxier = written(mode, inputs);
  const { service } = inputs[Math.floor(services / 2)] ?? { service: serviceOf(0) };
  const slices = Array.from({ length: turns }, (_, turn) => sliceOf(Math.floor(services / 2), turn % 2 === 0));
  const key = `default/${service.metadata.name}`;
  return timed(turns, (turn) => {
    const slice = slices[turn];
    proxier = partialSync(proxier, [{ key, input: { service, slices: slice ? [slice] : [] } }]);
  });
}

/** Megabytes that the rules of one node take in both modes together, the objects not counted; needs `--expose-gc`. */
function memory(services: number): number[] {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) return [];
  const inputs = servicesOf(services);
  gc();
  const before = process.memoryUsage().heapUsed;
  const kept = (['iptables', 'nftables'] as const).map((mode) => written(mode, inputs));
  gc();
  const used = process.memoryUsage().heapUsed - before;
  if (kept.length !== 2 || inputs.length !== services) throw new Error('the rules are gone');
  return [used / BYTES_IN_MB];
}

/** What kube-proxy's rules cost: all of a node, one change, and room. */
export function kubeProxyMeasurements(progress: (line: string) => void): Measurements {
  const results: Measurements = {};
  for (const mode of ['iptables', 'nftables'] as const) {
    progress(`kube-proxy: rules in ${mode} mode`);
    results[`kube-proxy-rules.${mode}.1000-services`] = summary(fromScratch(mode, 1000, 5), 'ms');
    results[`kube-proxy-rules.${mode}.5000-services`] = summary(fromScratch(mode, 5000, 3), 'ms');
    results[`kube-proxy-one-slice.${mode}.5000-services`] = summary(oneSlice(mode, 5000, 60), 'ms');
  }
  const room = memory(5000);
  if (room.length > 0) results['kube-proxy-memory.both-modes.5000-services'] = summary(room, 'MB');
  return results;
}
