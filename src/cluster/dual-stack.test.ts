import { expect, it } from 'vitest';
import {
  type Client,
  DEFAULT_SERVICE_CIDR,
  type Deployment,
  type EndpointSlice,
  type Node,
  type Pod,
  type Service,
  type ServiceCIDR,
} from '../api/index.ts';
import { Cluster } from './cluster.ts';
import { iptablesSave } from './node/netfilter/index.ts';

const node: Node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1' },
  spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24', 'fd00:10:244:1::/64'] },
};

const labels = { app: 'web' };

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }] },
    },
  },
} as unknown as Deployment;

const service = (ipFamilyPolicy?: 'PreferDualStack'): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    type: 'ClusterIP',
    selector: labels,
    ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
    ...(ipFamilyPolicy && { ipFamilyPolicy }),
  },
});

/** A cluster whose first range of Service addresses has got a second one, of IPv6. */
function dualStack(): Cluster {
  const cluster = new Cluster(1);
  const range = cluster.reader.get<ServiceCIDR>('ServiceCIDR', '', DEFAULT_SERVICE_CIDR);
  if (!range) throw new Error('every cluster begins with a range');
  const cidrs = [...(range.spec.cidrs ?? []), 'fd00:10:96::/108'];
  cluster.write('you', (session) => session.update({ ...range, spec: { ...range.spec, cidrs } }));
  cluster.write('you', (session) => session.create(node));
  cluster.write('you', (session) => session.create(deployment));
  return cluster;
}

const created = (cluster: Cluster, made: Service): Service | undefined => {
  cluster.write('you', (session) => session.create(made));
  cluster.advance(cluster.world.now + 20_000);
  return cluster.reader.get<Service>('Service', 'default', 'web');
};

it('Pods, Services, slices and rules are of both families where the cluster and its nodes are', () => {
  const cluster = dualStack();
  const made = created(cluster, service('PreferDualStack'));
  expect(made?.spec.ipFamilies).toEqual(['IPv4', 'IPv6']);
  const [first = '', second = ''] = made?.spec.clusterIPs ?? [];
  expect(first).toMatch(/^10\./);
  expect(second).toMatch(/^fd00:10:96::/);
  const pods = cluster.reader.list<Pod>('Pod');
  const addresses = pods.flatMap(({ status }) => (status?.podIPs ?? []).map(({ ip }) => ip)).sort();
  expect(addresses).toEqual(['10.244.1.2', '10.244.1.3', 'fd00:10:244:1::2', 'fd00:10:244:1::3']);
  const slices = cluster.reader
    .list<EndpointSlice>('EndpointSlice')
    .filter(({ metadata }) => metadata.namespace === 'default');
  const served = slices.flatMap(({ endpoints = [] }) => (endpoints ?? []).flatMap((one) => one.addresses)).sort();
  expect(served).toEqual(expect.arrayContaining(addresses));
  const kernel = cluster.world.kernels.get('node-1');
  const rules = kernel ? iptablesSave(kernel.rules6).map(({ text }) => text) : [];
  expect(rules.some((text) => text.includes(`-d ${second}/128`))).toBe(true);
  expect(rules.filter((text) => text.includes('--to-destination [fd00:10:244:1::'))).toHaveLength(2);
});

it('a Service that asks for nothing has one family, and gets the second one when it asks', () => {
  const cluster = dualStack();
  const made = created(cluster, service());
  expect(made?.spec).toMatchObject({ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  expect(made?.spec.clusterIPs).toHaveLength(1);
  if (!made) return;
  cluster.write('you', (session) =>
    session.update({ ...made, spec: { ...made.spec, ipFamilyPolicy: 'PreferDualStack' } }),
  );
  const upgraded = cluster.reader.get<Service>('Service', 'default', 'web');
  expect(upgraded?.spec.clusterIPs).toEqual([made.spec.clusterIP, expect.stringMatching(/^fd00:10:96::/)]);
});

it('a node reaches the Service by its IPv6 address, and the answer comes from one of its Pods', () => {
  const cluster = dualStack();
  const ip = created(cluster, service('PreferDualStack'))?.spec.clusterIPs?.[1] ?? '';
  const client = {
    apiVersion: 'portolan.dev/v1alpha1',
    kind: 'Client',
    metadata: { name: 'caller', namespace: 'default' },
    spec: { from: { node: 'node-1' }, request: `http://[${ip}]`, times: 1 },
  } as unknown as Client;
  expect(cluster.write('you', (session) => session.create(client)).ok).toBe(true);
  cluster.advance(cluster.world.now + 20_000);
  const [conversation] = cluster.world.conversations.values();
  const [syn] = conversation?.flights ?? [];
  expect(syn?.walk.packet.destination).toEqual({ ip, port: 80 });
  expect(syn?.walk.end).toMatchObject({ end: 'delivered', host: expect.stringContaining('Pod/default/web-') });
  expect(conversation?.outcome?.word).toBe('answered');
});
