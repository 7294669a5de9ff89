import { expect, it } from 'vitest';
import type { ApiObject, ConfigMap, EndpointSlice, Node, Service, ServiceCIDR } from '../../api/index.ts';
import { Cluster } from '../cluster.ts';
import { iptablesSave, nftListTable } from '../node/netfilter/index.ts';
import { kubeProxyAnswer } from './index.ts';

const NODE = 'node-1';
const ADDRESS = '192.168.50.11';

const node = (annotations: Readonly<Record<string, string>> = {}): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: NODE, annotations },
  spec: { podCIDR: '10.244.1.0/24' },
  status: { addresses: [{ type: 'InternalIP', address: ADDRESS }] },
});

const configuration = (text: string): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kube-proxy', namespace: 'kube-system' },
  data: { 'config.conf': `kind: KubeProxyConfiguration\nclusterCIDR: 10.244.0.0/16\n${text}` },
});

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'video', namespace: 'default' },
  spec: {
    type: 'LoadBalancer',
    clusterIP: '10.96.0.20',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 32_193,
    ports: [{ port: 53, protocol: 'UDP', targetPort: 53 }],
  },
} as unknown as Service;

const slice = (...addresses: readonly string[]): EndpointSlice =>
  ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'video-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'video' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 53, protocol: 'UDP' }],
    endpoints: addresses.map((one) => ({ addresses: [one], nodeName: NODE, conditions: { ready: true } })),
  }) as EndpointSlice;

function clusterWith(...objects: readonly ApiObject[]): Cluster {
  const cluster = new Cluster(1);
  for (const object of objects) cluster.write('you', (session) => session.create(object));
  cluster.advance(5000);
  return cluster;
}

function replace(cluster: Cluster, object: ApiObject): void {
  const { kind, metadata } = object;
  const known = cluster.reader.get(kind, metadata.namespace ?? '', metadata.name);
  const metadataNow = { ...known?.metadata, ...metadata };
  cluster.write('you', (session) => session.update({ ...known, ...object, metadata: metadataNow } as ApiObject));
  cluster.advance(cluster.world.now + 5000);
}

/** The names of Service chains that a node's kernel has, of iptables and of nftables. */
function chains(cluster: Cluster): string[] {
  const kernel = cluster.world.kernels.get(NODE);
  const saved = kernel ? iptablesSave(kernel.rules).map((line) => line.chain) : [];
  const listed = kernel?.nftables.flatMap((table) => nftListTable(table).map((line) => line.within)) ?? [];
  return [...new Set([...saved, ...listed])].filter((name) => /^(KUBE-SVC-|service-[A-Z2-7]{8}-)/.test(name));
}

const said = (cluster: Cluster): string[] =>
  [...cluster.world.log.values()].flatMap((entry) => ('event' in entry ? [entry.event.message] : []));

it('writes iptables rules where nobody says otherwise', () => {
  const cluster = clusterWith(node(), service, slice('10.244.1.7'));
  const [video, kubernetes] = ['ILOZOTUSAFQNUQUE', 'NPX46M4PTMTKRN6Y'];
  expect(chains(cluster)).toEqual([`KUBE-SVC-${video}`, `KUBE-SVC-${kubernetes}`]);
});

it('changes the mode with the configuration, cleans up the old rules and says so', () => {
  const cluster = clusterWith(node(), service, slice('10.244.1.7'));
  cluster.write('you', (session) => session.create(configuration('mode: nftables')));
  expect(chains(cluster)).toEqual([]);
  cluster.advance(10_000);
  expect(chains(cluster)).toEqual([
    'service-2QRHZV4L-default/kubernetes/tcp/https',
    'service-VCEQ22OS-default/video/udp/',
  ]);
  expect(said(cluster)).toContain('Using nftables Proxier');
});

it('lets a node have a mode of its own, and takes it back', () => {
  const own = { 'portolan.dev/proxy-mode': 'nftables' };
  const cluster = clusterWith(node(own), service, slice('10.244.1.7'));
  expect(chains(cluster)[0]).toMatch(/^service-/);
  replace(cluster, node({ 'portolan.dev/proxy-mode': 'iptables' }));
  expect(chains(cluster)[0]).toMatch(/^KUBE-SVC-/);
});

it.each([
  ['mode: ipvs', 'mode ipvs is not played here'],
  ['mode: fast', /^KubeProxyConfiguration.mode: Invalid value: "fast": must be iptables/],
  ['mode: [', /^failed to decode/],
])('keeps the rules there were with a configuration that it cannot use: %s', (text, words) => {
  const cluster = clusterWith(node(), service, slice('10.244.1.7'));
  cluster.write('you', (session) => session.create(configuration(text)));
  cluster.advance(10_000);
  const before = chains(cluster);
  expect(before[0]).toMatch(/^KUBE-SVC-/);
  expect(said(cluster)).toContainEqual(expect.stringMatching(words));
  replace(cluster, configuration('mode: iptables'));
  expect(chains(cluster)).toEqual(before);
});

it('reads its flags from the configuration', () => {
  const settings = `iptables: { masqueradeAll: true, localhostNodePorts: false, masqueradeBit: 12 }
nodePortAddresses: [192.168.50.0/24]
detectLocalMode: BridgeInterface
detectLocal: { bridgeInterface: cni0 }
conntrack: { tcpBeLiberal: true }`;
  const cluster = clusterWith(configuration(settings), node());
  expect(cluster.world.proxies.get(NODE)?.proxier.flags).toEqual({
    clusterCIDRs: ['10.244.0.0/16'],
    masqueradeAll: true,
    localhostNodePorts: false,
    nodePortAddresses: ['192.168.50.0/24'],
    serviceCIDRs: expect.arrayContaining([expect.stringMatching(/^10\.96\.0\.0\//)]),
    detectLocal: 'BridgeInterface',
    bridgeInterface: 'cni0',
    interfaceNamePrefix: '',
    masqueradeBit: 12,
    conntrackTCPBeLiberal: true,
  });
});

it('drops what is for no Service in the ranges of all ServiceCIDRs, in nftables mode', () => {
  const cluster = clusterWith(node({ 'portolan.dev/proxy-mode': 'nftables' }));
  const dropped = (): string | undefined => {
    const tables = cluster.world.kernels.get(NODE)?.nftables ?? [];
    const lines = tables.flatMap((table) => nftListTable(table)).map(({ text }) => text);
    return lines.find((text) => text.includes('Drop traffic to unallocated ClusterIPs'));
  };
  expect(dropped()).not.toContain('10.200.0.0/24');
  const more = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'more' } } as const;
  cluster.write('you', (session) => session.create<ServiceCIDR>({ ...more, spec: { cidrs: ['10.200.0.0/24'] } }));
  cluster.advance(cluster.world.now + 3000);
  expect(dropped()).toMatch(/ip daddr \{ 10\.96\.0\.0\/\d+, 10\.200\.0\.0\/24 \} drop/);
});

it('answers health checks about the endpoints of its own node', () => {
  const cluster = clusterWith(node(), service, slice('10.244.1.7', '10.244.1.8'));
  const ask = (port: number) => kubeProxyAnswer(NODE, ADDRESS, port, cluster.world, cluster.reader);
  expect(ask(32_193)).toMatchObject({ status: 200, headers: { 'X-Load-Balancing-Endpoint-Weight': '2' } });
  expect(JSON.parse(ask(32_193)?.body ?? '')).toEqual({
    service: { namespace: 'default', name: 'video' },
    localEndpoints: 2,
    serviceProxyHealthy: true,
  });
  replace(cluster, slice());
  expect(ask(32_193)).toMatchObject({ status: 503, headers: { 'X-Load-Balancing-Endpoint-Weight': '0' } });
  expect(ask(32_194)).toBeUndefined();
});

it('answers for itself on port 10256', () => {
  const cluster = clusterWith(node());
  const answer = kubeProxyAnswer(NODE, ADDRESS, 10_256, cluster.world, cluster.reader);
  expect(answer?.status).toBe(200);
  expect(JSON.parse(answer?.body ?? '')).toEqual({
    lastUpdated: '2026-01-01T00:00:05Z',
    currentTime: '2026-01-01T00:00:05Z',
    nodeEligible: true,
    healthy: true,
    status: { IPv4: { lastUpdated: '2026-01-01T00:00:00Z', healthy: true } },
  });
});
