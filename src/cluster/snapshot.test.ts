import { expect, test } from 'vitest';
import { type EndpointSlice, isPodReady, isPodTerminating, type Pod } from '../api/index.ts';
import { applyAll, nothingApplied } from '../kubectl/index.ts';
import { Cluster } from './cluster.ts';

const own = (uid: string): string => `uid: ${uid}
    resourceVersion: "90210"
    creationTimestamp: "2025-06-01T10:00:00Z"`;

const node = (name: string, ip: string, ready: string, more = ''): string => `
- apiVersion: v1
  kind: Node
  metadata:
    name: ${name}
    ${own(`uid-${name}`)}
  spec: { podCIDR: 10.77.0.0/24${more} }
  status:
    addresses: [{ type: InternalIP, address: ${ip} }]
    conditions: [{ type: Ready, status: "${ready}", lastTransitionTime: "2025-06-01T10:00:00Z" }]`;

const owner = (kind: string, name: string, uid: string): string =>
  `ownerReferences: [{ apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: ${uid}, controller: true }]`;

const pod = (name: string, on: string, ip: string, phase = 'Running'): string => `
- apiVersion: v1
  kind: Pod
  metadata:
    name: ${name}
    namespace: default
    labels: { app: till, pod-template-hash: 5d9c }
    ${owner('ReplicaSet', 'till-5d9c', 'uid-set')}
    ${own(`uid-${name}`)}
  spec:
    ${on && `nodeName: ${on}`}
    containers: [{ name: till, image: shop/till:3, ports: [{ containerPort: 8080 }] }]
  status:
    phase: ${phase}
    ${ip && `podIP: ${ip}`}
    conditions: [{ type: Ready, status: "${ip ? 'True' : 'False'}" }]`;

const workload = (kind: string, name: string, uid: string, owners = ''): string => `
- apiVersion: apps/v1
  kind: ${kind}
  metadata:
    name: ${name}
    namespace: default
    ${owners}
    ${own(uid)}
  spec:
    replicas: 5
    selector: { matchLabels: { app: till } }
    template:
      metadata: { labels: { app: till } }
      spec: { containers: [{ name: till, image: shop/till:3 }] }
  status: { replicas: 5, readyReplicas: 2 }`;

const SERVICE = `
- apiVersion: v1
  kind: Service
  metadata:
    name: till
    namespace: default
    ${own('uid-service')}
  spec:
    clusterIP: 10.96.7.7
    clusterIPs: [10.96.7.7]
    selector: { app: till }
    ports: [{ name: http, port: 80, protocol: TCP, targetPort: 8080 }]
  status: { loadBalancer: {} }
- apiVersion: discovery.k8s.io/v1
  kind: EndpointSlice
  metadata:
    name: till-x7k2p
    namespace: default
    labels: { kubernetes.io/service-name: till, endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io }
    ownerReferences: [{ apiVersion: v1, kind: Service, name: till, uid: uid-service, controller: true }]
    ${own('uid-slice')}
  addressType: IPv4
  endpoints: []
  ports: []`;

const tainted = ', taints: [{ key: node.kubernetes.io/unreachable, effect: NoExecute }]';

/** A dump in which nothing is as a healthy cluster would have it: replicas are missing, a Node is silent, an owner is not in it. */
const DUMP = `apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:${node('harbour-1', '172.18.0.2', 'True')}${node('harbour-2', '172.18.0.3', 'Unknown', tainted)}
${workload('ReplicaSet', 'till-5d9c', 'uid-set', owner('Deployment', 'not-in-the-dump', 'uid-elsewhere'))}
${workload('Deployment', 'till', 'uid-deployment')}
${pod('till-a', 'harbour-1', '10.77.0.4')}${pod('till-b', 'harbour-2', '10.77.1.5')}${pod('till-c', '', '', 'Pending')}
${SERVICE}
`;

function loaded(): Cluster {
  const cluster = new Cluster(1);
  const { problems } = cluster.write('kubectl', (session) =>
    applyAll([{ name: 'dump.yaml', text: DUMP }], nothingApplied, session),
  );
  expect(problems).toEqual([]);
  return cluster;
}

/** What the dump brought, as it is stored. */
function dumped({ reader }: Cluster): unknown {
  return ['Node', 'Pod', 'ReplicaSet', 'Deployment'].map((kind) =>
    reader.list(kind).map((object) => [object.metadata.name, object.metadata.ownerReferences, (object as Pod).status]),
  );
}

test('a quarter of an hour later every Pod, Node and workload of a dump is as it was', () => {
  const cluster = loaded();
  cluster.advance(100);
  const before = dumped(cluster);
  cluster.advance(900_000);
  expect(dumped(cluster)).toEqual(before);
  const pods = cluster.reader.list<Pod>('Pod');
  expect(pods.map(({ metadata }) => metadata.name)).toEqual(['till-a', 'till-b', 'till-c']);
  expect(pods.filter(isPodReady)).toHaveLength(2);
  expect(pods.filter(isPodTerminating)).toEqual([]);
});

test('slices are kept from it, under the name that they had', () => {
  const cluster = loaded();
  cluster.advance(5000);
  const [slice, ...others] = cluster.reader.withLabels<EndpointSlice>('EndpointSlice', 'default', {
    'kubernetes.io/service-name': 'till',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
  });
  expect([slice?.metadata.name, others]).toEqual(['till-x7k2p', []]);
  expect(slice?.endpoints?.map(({ addresses }) => addresses[0]).sort()).toEqual(['10.77.0.4', '10.77.1.5']);
});

test('a Pod of a dump that is deleted or drained is gone at once, since no kubelet stops it', () => {
  const cluster = loaded();
  cluster.advance(5000);
  cluster.act({ act: 'drain', node: 'harbour-1', force: true });
  expect(cluster.reader.list<Pod>('Pod').map(({ metadata }) => metadata.name)).toEqual(['till-b', 'till-c']);
});
