import { expect, test } from 'vitest';
import { type ApiObject, type Node, type Pod, type PodSpec, podCondition } from '../../../api/index.ts';
import { Cluster } from '../../cluster.ts';

type NodeTraits = {
  readonly zone?: string;
  readonly cordoned?: boolean;
  readonly taint?: string;
  readonly cpu?: string;
};

function node(name: string, { zone, cordoned, taint, cpu = '4' }: NodeTraits = {}): Node {
  const allocatable = { cpu, memory: '8Gi', pods: '4' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, ...(zone && { 'topology.kubernetes.io/zone': zone }) },
    },
    spec: {
      ...(cordoned && { unschedulable: true }),
      ...(taint && { taints: [{ key: taint, effect: 'NoSchedule' }] }),
    },
    status: {
      addresses: [{ type: 'InternalIP', address: `192.168.50.${name.at(-1)}1` }],
      allocatable,
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

const main = { name: 'main', image: 'web' };

function pod(name: string, spec: Partial<PodSpec> = {}, labels: Record<string, string> = {}): Pod {
  const metadata = { name, namespace: 'default', labels };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [main], ...spec } };
}

const asking = (requests: Record<string, string>): Partial<PodSpec> => ({
  containers: [{ ...main, resources: { requests } }],
});

function scheduled(...objects: readonly ApiObject[]): Cluster {
  const cluster = new Cluster(1);
  const nodes = objects.filter(({ kind }) => kind === 'Node');
  cluster.write('you', (session) => nodes.map((one) => [session.create(one), session.updateStatus(one)]));
  cluster.advance(1000);
  cluster.write('you', (session) => objects.filter((one) => !nodes.includes(one)).map((one) => session.create(one)));
  cluster.advance(2000);
  return cluster;
}

const found = (cluster: Cluster, name: string): Pod | undefined => cluster.reader.get<Pod>('Pod', 'default', name);
const nodeOf = (cluster: Cluster, name: string): string | undefined => found(cluster, name)?.spec.nodeName;

function complaint(cluster: Cluster, name: string): string | undefined {
  const one = found(cluster, name);
  return one && podCondition(one, 'PodScheduled')?.message;
}

test('the sentence counts every reason, and says whether preemption would help', () => {
  const nodes = [node('node-1', { cordoned: true }), node('node-2', { taint: 'gpu' }), node('node-3', { cpu: '1' })];
  const cluster = scheduled(...nodes, pod('big', asking({ cpu: '2' })));
  expect(complaint(cluster, 'big')).toBe(
    '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
  );
});

test('a Pod that waits is placed as soon as another one makes room', () => {
  const cluster = scheduled(node('node-1'), pod('first', asking({ cpu: '3' })), pod('second', asking({ cpu: '3' })));
  expect(complaint(cluster, 'second')).toBe(
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  );
  cluster.write('you', (session) => session.delete('Pod', 'default', 'first'));
  cluster.advance(60_000);
  expect(nodeOf(cluster, 'second')).toBe('node-1');
});

test('a node has only so many places', () => {
  const pods = ['a', 'b', 'c', 'd', 'e'].map((name) => pod(name));
  expect(complaint(scheduled(node('node-1'), ...pods), 'e')).toMatch(/^0\/1 nodes are available: 1 Too many pods\. /);
});

test('two Pods cannot have the same port of one node; on the network of the node every port counts', () => {
  const ports = [{ containerPort: 80 }];
  const containers = [{ ...main, ports }];
  const one = pod('one', { containers: [{ ...main, ports: [{ containerPort: 8080, hostPort: 80 }] }] });
  const two = pod('two', { containers, hostNetwork: true });
  const three = pod('three', { containers, hostNetwork: true });
  const cluster = scheduled(node('node-1'), node('node-2'), one, two, three);
  expect(new Set([nodeOf(cluster, 'one'), nodeOf(cluster, 'two')])).toEqual(new Set(['node-1', 'node-2']));
  expect(complaint(cluster, 'three')).toContain("2 node(s) didn't have free ports for the requested pod ports");
});

test('affinity to a node by expression, and to a node that is not there by name', () => {
  const among = (key: string, values: string[]) => ({ matchExpressions: [{ key, operator: 'In' as const, values }] });
  const term = (one: object) => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [one] } } },
  });
  const named = { matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: ['node-9'] }] };
  const cluster = scheduled(
    node('node-1', { zone: 'a' }),
    node('node-2', { zone: 'b' }),
    pod('in-b', term(among('topology.kubernetes.io/zone', ['b']))),
    pod('in-c', term(among('topology.kubernetes.io/zone', ['c']))),
    pod('on-9', term(named)),
  );
  expect(nodeOf(cluster, 'in-b')).toBe('node-2');
  expect(complaint(cluster, 'in-c')).toContain("2 node(s) didn't match Pod's node affinity/selector.");
  expect(complaint(cluster, 'on-9')).toContain("2 node(s) didn't satisfy plugin(s) [NodeAffinity].");
});

test('anti-affinity keeps Pods apart, whoever of the two asks for it', () => {
  const term = { labelSelector: { matchLabels: { app: 'db' } }, topologyKey: 'kubernetes.io/hostname' };
  const alone = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  const cluster = scheduled(
    node('node-1'),
    pod('shy', alone),
    pod('db-0', {}, { app: 'db' }),
    node('node-2'),
    pod('shy-too', alone, { app: 'db' }),
  );
  expect(nodeOf(cluster, 'shy')).not.toBe(nodeOf(cluster, 'db-0'));
  expect(complaint(cluster, 'shy-too')).toMatch(
    /1 node\(s\) didn't match pod anti-affinity rules, 1 node\(s\) didn't satisfy existing pods anti-affinity rules/,
  );
});

test('a hard spread constraint keeps zones within its skew', () => {
  const spread = {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule' as const,
        labelSelector: { matchLabels: { app: 'web' } },
      },
    ],
  };
  const pods = ['a', 'b', 'c'].map((name) => pod(name, spread, { app: 'web' }));
  const nodes = [node('node-1', { zone: 'a' }), node('node-2', { zone: 'b', cordoned: true }), node('node-3')];
  const cluster = scheduled(...nodes, ...pods);
  expect(['a', 'b', 'c'].map((name) => nodeOf(cluster, name))).toEqual(['node-1', undefined, undefined]);
  expect(complaint(cluster, 'b')).toContain(
    "1 node(s) didn't match pod topology spread constraints, 1 node(s) didn't match pod topology spread constraints (missing required label), 1 node(s) were unschedulable.",
  );
});

test('Pods of one workload are spread over nodes without being asked', () => {
  const labels = { app: 'web' };
  const set = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 6,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [main] } },
    },
  } as ApiObject;
  const cluster = scheduled(node('node-1'), node('node-2'), node('node-3'), set);
  const counts = ['node-1', 'node-2', 'node-3'].map((name) => cluster.reader.onNode(name).length);
  expect(counts).toEqual([2, 2, 2]);
});
