import { expect, test } from 'vitest';
import type { EndpointSlice, Node, Pod, Service } from '../../../../api/index.ts';
import { randomFrom } from '../../../../sim/index.ts';
import { bootstrap, Session } from '../../apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../etcd/index.ts';
import { endpointSliceController } from './index.ts';

const labels = { app: 'web' };
const AUTO = { 'service.kubernetes.io/topology-mode': 'Auto' };
const ZONE = 'topology.kubernetes.io/zone';

/** An API server with nodes in two zones, to which Pods and a Service are added. */
class Playground {
  readonly session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });

  constructor() {
    bootstrap(this.session);
    this.node('node-a', 'a').node('node-b', 'b');
  }

  node(name: string, zone: string, cpu = '4', ready = true): this {
    const metadata = { name, labels: { [ZONE]: zone } };
    const conditions = [{ type: 'Ready', status: ready ? ('True' as const) : ('False' as const) }];
    const node: Node = { apiVersion: 'v1', kind: 'Node', metadata, spec: {} };
    if (this.session.get('Node', '', name)) this.session.update(node);
    else this.session.create(node);
    this.session.updateStatus<Node>({ ...node, status: { allocatable: { cpu }, conditions } });
    return this;
  }

  pod(n: number, node: string | undefined, spec: Partial<Pod['spec']> = {}, ready = true): this {
    const metadata = { name: `web-${n}`, namespace: 'default', labels };
    const containers = [{ name: 'main', image: 'web', ports: [{ name: 'http', containerPort: 8080 }] }];
    const where = node === undefined ? {} : { nodeName: node };
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...where, ...spec } };
    const conditions = [{ type: 'Ready', status: ready ? ('True' as const) : ('False' as const) }];
    const ip = `10.244.${n >> 8}.${n & 255}`;
    const written = this.session.create(pod);
    if (!written.ok) throw new Error(written.status.message);
    this.session.updateStatus<Pod>({ ...pod, status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions } });
    return this;
  }

  pods(from: number, to: number, node: string): this {
    for (let n = from; n <= to; n++) this.pod(n, node);
    return this;
  }

  gone(...numbers: readonly number[]): this {
    for (const n of numbers) this.session.delete('Pod', 'default', `web-${n}`, { now: true });
    return this;
  }

  /** Writes the Service and lets the controller look at it. */
  service(spec: Partial<Service['spec']> = {}, metadata: Partial<Service['metadata']> = {}): this {
    const service: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default', ...metadata },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.9',
        selector: labels,
        ports: [{ protocol: 'TCP', port: 80, targetPort: 'http' }],
        ...spec,
      },
    };
    const present = this.session.get('Service', 'default', 'web');
    const written = present ? this.session.update(service) : this.session.create(service);
    if (!written.ok) throw new Error(written.status.message);
    return this.look();
  }

  look(): this {
    endpointSliceController.reconcile('default/web', this.session, 0);
    return this;
  }

  get slices(): readonly EndpointSlice[] {
    return this.session
      .list<EndpointSlice>('EndpointSlice', 'default')
      .filter((one) => one.metadata.name !== 'kubernetes');
  }

  get sizes(): readonly number[] {
    return this.slices.map(({ endpoints }) => endpoints?.length ?? 0).sort((a, b) => b - a);
  }

  /** Addresses with their ports and hints. */
  get endpoints(): readonly string[] {
    return this.slices
      .flatMap(({ ports, endpoints }) =>
        (endpoints ?? []).map(({ addresses, hints }) =>
          [addresses[0], ports?.[0]?.port, hints?.forZones?.[0]?.name].filter(Boolean).join(' '),
        ),
      )
      .sort();
  }

  /** The Services that a change of a Node makes the controller look at. */
  touchedBy(before: Node | undefined, after: Node | undefined): readonly string[] {
    const key = `Node//${(after ?? before)?.metadata.name}`;
    const change = { key, ...(before && { before }), ...(after && { after }) };
    return [...(endpointSliceController.watches['Node']?.(change, this.session) ?? [])];
  }

  nodeNamed(name: string): Node | undefined {
    return this.session.get<Node>('Node', '', name);
  }
}

test('a Pod without a known node is left out, unless Pods that are not ready are to be published', () => {
  const playground = new Playground().pod(1, 'node-a').pod(2, undefined).pod(3, 'gone');
  expect(playground.service().endpoints).toEqual(['10.244.0.1 8080']);
  expect(playground.service({ publishNotReadyAddresses: true }).endpoints).toHaveLength(3);
});

test('a named port may be a sidecar’s, but not that of an init container which ends', () => {
  const named = { name: 'proxy', image: 'proxy', ports: [{ name: 'http', containerPort: 15001 }] };
  const containers = [{ name: 'main', image: 'web' }];
  const sidecar = [{ ...named, restartPolicy: 'Always' as const }];
  const playground = new Playground().pod(1, 'node-a', { containers, initContainers: sidecar });
  playground.pod(2, 'node-a', { containers, initContainers: [named] });
  expect(playground.service().endpoints).toEqual(['10.244.0.1 15001', '10.244.0.2']);
});

test('zones share the endpoints of all port sets together', () => {
  const other = [{ name: 'main', image: 'web', ports: [{ name: 'http', containerPort: 9090 }] }];
  const playground = new Playground().pod(1, 'node-a').pod(2, 'node-b', { containers: other });
  expect(playground.service({}, { annotations: AUTO }).endpoints).toEqual(['10.244.0.1 8080 a', '10.244.0.2 9090 b']);
});

test('the older annotation asks for hints as well, and any other word for none', () => {
  const hinted = (word: string): string | undefined => {
    const annotations = { 'service.kubernetes.io/topology-aware-hints': word };
    return new Playground().pod(1, 'node-a').pod(2, 'node-b').service({}, { annotations }).endpoints[0];
  };
  expect(['auto', 'Auto', 'Disabled'].map(hinted)).toEqual([
    '10.244.0.1 8080 a',
    '10.244.0.1 8080 a',
    '10.244.0.1 8080',
  ]);
});

test('a small zone gets the endpoint that it must have at least, though its share is less than one', () => {
  const playground = new Playground().node('node-a', 'a', '9').node('node-b', 'b', '1').pods(1, 5, 'node-a');
  const zones = playground.service({}, { annotations: AUTO }).endpoints.map((one) => one.split(' ')[2]);
  expect(zones.sort()).toEqual(['a', 'a', 'a', 'a', 'b']);
});

test('a zone without nodes of its own keeps its endpoints to itself', () => {
  const playground = new Playground().node('node-c', 'c').pods(1, 3, 'node-a').pods(4, 6, 'node-b').pod(7, 'node-c');
  playground.node('node-c', 'c', '4', false);
  const zones = playground.service({}, { annotations: AUTO }).endpoints.map((one) => one.split(' ')[2]);
  expect(zones.sort()).toEqual(['a', 'a', 'a', 'b', 'b', 'b', 'c']);
});

test('no hints while a ready node tells no zone, and they go where they stood', () => {
  const playground = new Playground().pods(1, 2, 'node-a').pods(3, 4, 'node-b').service({}, { annotations: AUTO });
  expect(playground.endpoints[0]).toBe('10.244.0.1 8080 a');
  expect(playground.node('node-c', '').look().endpoints[0]).toBe('10.244.0.1 8080');
});

test('hints go when the Service no longer wants them', () => {
  const playground = new Playground().pod(1, 'node-a').service({ trafficDistribution: 'PreferSameNode' });
  expect(playground.slices[0]?.endpoints?.[0]?.hints).toEqual({
    forNodes: [{ name: 'node-a' }],
    forZones: [{ name: 'a' }],
  });
  playground.service({ trafficDistribution: 'PreferClose' });
  expect(playground.slices[0]?.endpoints?.[0]?.hints).toEqual({ forZones: [{ name: 'a' }] });
  expect(playground.service().slices[0]?.endpoints?.[0]?.hints).toBeUndefined();
});

test('a Node that goes changes nothing, one that comes brings its Pods in', () => {
  const playground = new Playground().pod(1, 'node-a').pod(2, 'late').service();
  expect(playground.touchedBy(playground.nodeNamed('node-a'), undefined)).toEqual([]);
  const late = playground.node('late', 'a').nodeNamed('late');
  expect(playground.touchedBy(undefined, late)).toEqual(['default/web']);
});

test('a Node that changes zone matters only where hints overload one by now', () => {
  const playground = new Playground().pods(1, 2, 'node-a').pods(3, 4, 'node-b').service({}, { annotations: AUTO });
  const before = playground.nodeNamed('node-b');
  const after = playground.node('node-b', 'c').nodeNamed('node-b');
  expect(playground.touchedBy(before, after)).toEqual(['default/web']);
  playground.service();
  expect(playground.touchedBy(before, after)).toEqual([]);
});

test('a slice that is written for its labels is filled before another is made', () => {
  const playground = new Playground().pods(1, 150, 'node-a').service().gone(1, 2, 3).look();
  expect(playground.sizes).toEqual([97, 50]);
  playground.pods(201, 250, 'node-a').service({}, { labels: { tier: 'front' } });
  expect(playground.sizes).toEqual([100, 97]);
  expect(playground.slices.every(({ metadata }) => metadata.labels?.['tier'] === 'front')).toBe(true);
});

test('a slice that claims to be of this controller, and is not its Service’s, goes', () => {
  const playground = new Playground().pod(1, 'node-a').service();
  const [own] = playground.slices;
  const metadata = { name: 'stranger', namespace: 'default', labels: own?.metadata.labels ?? {} };
  playground.session.create<EndpointSlice>({ ...(own as EndpointSlice), metadata });
  expect(playground.look().slices).toEqual([own]);
});

test('a Pod made anew under its name and address keeps its place', () => {
  const playground = new Playground().pods(1, 2, 'node-a').service();
  const before = playground.slices[0]?.endpoints ?? [];
  const after = playground.gone(1).pod(1, 'node-a').look().slices[0]?.endpoints ?? [];
  expect(after.map(({ addresses }) => addresses)).toEqual(before.map(({ addresses }) => addresses));
  expect(after[0]?.targetRef?.uid).not.toBe(before[0]?.targetRef?.uid);
});
