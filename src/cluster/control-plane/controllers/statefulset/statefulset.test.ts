import { expect, test } from 'vitest';
import {
  type ControllerRevision,
  type EndpointSlice,
  isPodReady,
  isPodTerminating,
  type Node,
  objectKey,
  type Pod,
  type Service,
  type StatefulSet,
} from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';

const labels = { app: 'web' };

/** A cluster of two nodes with the headless Service `nginx` and the StatefulSet `web`. */
class Playground {
  readonly cluster = new Cluster(1);
  private now = 0;

  constructor() {
    this.cluster.write('you', (session) => {
      for (const name of ['node-1', 'node-2'])
        session.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {} });
      session.create<Service>({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'nginx', namespace: 'default' },
        spec: {
          clusterIP: 'None',
          selector: labels,
          ports: [{ name: 'http', port: 80 }],
        } as unknown as Service['spec'],
      });
    });
    this.wait(2000);
  }

  wait(ms: number): this {
    this.now += ms;
    this.cluster.advance(this.now);
    return this;
  }

  apply(image: string, spec: Partial<StatefulSet['spec']> = {}): this {
    const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 1 };
    const containers = [{ name: 'main', image, ports: [{ name: 'http', containerPort: 80 }], readinessProbe }];
    const template = { metadata: { labels }, spec: { containers } };
    this.cluster.write('you', (session) => {
      const known = session.get<StatefulSet>('StatefulSet', 'default', 'web');
      const wanted = { replicas: 3, serviceName: 'nginx', selector: { matchLabels: labels }, template, ...spec };
      const metadata = { name: 'web', namespace: 'default' };
      const set = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: wanted } as StatefulSet;
      const written = known ? session.update(set) : session.create(set);
      if (!written.ok) throw new Error(written.status.message);
    });
    return this;
  }

  pod(name: string): Pod | undefined {
    return this.cluster.reader.get<Pod>('Pod', 'default', name);
  }

  /** Breaks a Pod's readiness check, or mends it. */
  ready(name: string, ready: boolean): this {
    this.cluster.act({ act: 'set-readiness', pod: objectKey('Pod', 'default', name), ready });
    return this;
  }

  delete(name: string): this {
    this.cluster.act({ act: 'delete-pod', pod: objectKey('Pod', 'default', name) });
    return this;
  }

  get pods(): readonly Pod[] {
    return this.cluster.reader.list<Pod>('Pod');
  }

  get names(): readonly string[] {
    return this.pods.map(({ metadata }) => metadata.name);
  }

  get images(): readonly (string | undefined)[] {
    return this.pods.map(({ spec }) => spec.containers[0]?.image);
  }

  get revisions(): readonly ControllerRevision[] {
    return this.cluster.reader.list<ControllerRevision>('ControllerRevision');
  }

  get status(): StatefulSet['status'] {
    return this.cluster.reader.get<StatefulSet>('StatefulSet', 'default', 'web')?.status;
  }

  /** Every 20 ms, what `look` sees, without repetitions. */
  seen<T>(ms: number, look: () => T): readonly T[] {
    const seen: T[] = [];
    for (let passed = 0; passed < ms; passed += 20) {
      this.wait(20);
      const now = look();
      if (JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now);
    }
    return seen;
  }
}

test('Pods come in order, each when the one before is ready, with lasting names and labels', () => {
  const playground = new Playground().apply('nginx:1');
  const states = playground.seen(10_000, () => playground.pods.map((pod) => (isPodReady(pod) ? 'ready' : 'starting')));
  expect(states.filter((pods) => pods.filter((state) => state === 'starting').length > 1)).toEqual([]);
  expect(playground.names).toEqual(['web-0', 'web-1', 'web-2']);
  const revision = playground.status?.updateRevision;
  const pod = playground.pod('web-1');
  expect(pod?.metadata.labels).toEqual({
    app: 'web',
    'apps.kubernetes.io/pod-index': '1',
    'controller-revision-hash': revision,
    'statefulset.kubernetes.io/pod-name': 'web-1',
  });
  expect(pod?.metadata.generateName).toBe('web-');
  expect(pod?.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'StatefulSet', name: 'web', controller: true });
  expect(pod?.spec).toMatchObject({ hostname: 'web-1', subdomain: 'nginx' });
  expect(playground.status).toEqual({
    observedGeneration: 1,
    replicas: 3,
    readyReplicas: 3,
    currentReplicas: 3,
    updatedReplicas: 3,
    currentRevision: revision,
    updateRevision: revision,
    collisionCount: 0,
    availableReplicas: 3,
  });
});

test('the headless Service gives every Pod a name of its own', () => {
  const playground = new Playground().apply('nginx:1').wait(10_000);
  const slices = playground.cluster.reader.list<EndpointSlice>('EndpointSlice', 'default');
  const hostnames = slices.flatMap(({ endpoints }) => endpoints?.map(({ hostname }) => hostname) ?? []);
  expect(hostnames.filter((name) => name !== undefined).sort()).toEqual(['web-0', 'web-1', 'web-2']);
});

test('a Pod that is not ready holds up those after it; Parallel does not wait', () => {
  const failing = { 'portolan.dev/readiness': 'fail' };
  const template = {
    metadata: { labels, annotations: failing },
    spec: { containers: [{ name: 'main', image: 'nginx:1', readinessProbe: { httpGet: { port: 80 } } }] },
  };
  expect(new Playground().apply('', { template }).wait(60_000).names).toEqual(['web-0']);
  const parallel = new Playground().apply('', { template, podManagementPolicy: 'Parallel' });
  expect(parallel.wait(60_000).names).toEqual(['web-0', 'web-1', 'web-2']);
});

test('fewer replicas: the highest ordinal goes first, one at a time', () => {
  const playground = new Playground().apply('nginx:1').wait(10_000).apply('nginx:1', { replicas: 0 });
  expect(playground.seen(90_000, () => playground.names)).toEqual([
    ['web-0', 'web-1', 'web-2'],
    ['web-0', 'web-1'],
    ['web-0'],
    [],
  ]);
});

test('a deleted Pod comes back under its name, as another Pod', () => {
  const playground = new Playground().apply('nginx:1').wait(10_000);
  const before = playground.pod('web-1');
  playground.delete('web-1').wait(40_000);
  const after = playground.pod('web-1');
  expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
  expect(after && isPodReady(after)).toBe(true);
});

test('spec.ordinals.start shifts the numbers: Pods below it go, others come', () => {
  const playground = new Playground().apply('nginx:1', { replicas: 2 }).wait(10_000);
  playground.apply('nginx:1', { replicas: 2, ordinals: { start: 1 } }).wait(90_000);
  expect(playground.names).toEqual(['web-1', 'web-2']);
});

test('a new template comes from the top down, each Pod when the one above is ready again', () => {
  const playground = new Playground().apply('nginx:1').wait(10_000).apply('nginx:2');
  const images = playground.seen(120_000, () => playground.images);
  expect(images.filter((seen) => seen.length === 3)).toEqual([
    ['nginx:1', 'nginx:1', 'nginx:1'],
    ['nginx:1', 'nginx:1', 'nginx:2'],
    ['nginx:1', 'nginx:2', 'nginx:2'],
    ['nginx:2', 'nginx:2', 'nginx:2'],
  ]);
  expect(playground.revisions.map(({ revision }) => revision).sort()).toEqual([1, 2]);
  expect(playground.status?.currentRevision).toBe(playground.status?.updateRevision);
});

test('below the partition Pods keep the old template, even when they are made anew', () => {
  const partition = { updateStrategy: { rollingUpdate: { partition: 2 } } };
  const playground = new Playground().apply('nginx:1').wait(10_000).apply('nginx:2', partition).wait(60_000);
  expect(playground.images).toEqual(['nginx:1', 'nginx:1', 'nginx:2']);
  playground.delete('web-0').wait(60_000);
  expect(playground.images).toEqual(['nginx:1', 'nginx:1', 'nginx:2']);
  expect(playground.status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
  expect(playground.status?.currentRevision).not.toBe(playground.status?.updateRevision);
});

test('with OnDelete a Pod gets the new template when somebody deletes it', () => {
  const onDelete = { updateStrategy: { type: 'OnDelete' as const } };
  const playground = new Playground().apply('nginx:1', onDelete).wait(10_000).apply('nginx:2', onDelete).wait(60_000);
  expect(playground.images).toEqual(['nginx:1', 'nginx:1', 'nginx:1']);
  expect(playground.delete('web-1').wait(60_000).images).toEqual(['nginx:1', 'nginx:2', 'nginx:1']);
});

test('going back to an earlier template makes its revision the newest one again', () => {
  const playground = new Playground().apply('nginx:1').wait(10_000);
  playground.apply('nginx:2').wait(120_000).apply('nginx:1').wait(120_000);
  expect(playground.revisions).toHaveLength(2);
  const present = playground.revisions.find(({ metadata }) => metadata.name === playground.status?.updateRevision);
  expect(present?.revision).toBe(3);
  expect(playground.images).toEqual(['nginx:1', 'nginx:1', 'nginx:1']);
});

test('maxUnavailable lets several Pods go at once', () => {
  const two = { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } };
  const playground = new Playground().apply('nginx:1', two).wait(10_000).apply('nginx:2', two).wait(100);
  expect(playground.pods.filter(isPodTerminating).map(({ metadata }) => metadata.name)).toEqual(['web-1', 'web-2']);
});

test('claims of the StatefulSet are volumes of its Pods, under a name for each', () => {
  const volumeClaimTemplates = [
    { metadata: { name: 'data' } },
  ] as unknown as StatefulSet['spec']['volumeClaimTemplates'];
  const playground = new Playground().apply('nginx:1', { volumeClaimTemplates: volumeClaimTemplates ?? [] }).wait(3000);
  const volume = { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } };
  expect(playground.pod('web-0')?.spec.volumes).toEqual([volume]);
});

test('a deleted StatefulSet takes its Pods and its revisions along', () => {
  const playground = new Playground().apply('nginx:1').wait(10_000);
  playground.cluster.write('you', (session) => session.delete('StatefulSet', 'default', 'web'));
  playground.wait(60_000);
  expect([playground.names, playground.revisions]).toEqual([[], []]);
});

test('a StatefulSet whose Pods are refused has none until its template is mended', () => {
  const none = { metadata: { labels }, spec: {} } as unknown as StatefulSet['spec']['template'];
  const playground = new Playground().apply('nginx:1', { template: none }).wait(3000);
  expect(playground.names).toEqual([]);
  expect(playground.status?.replicas).toBe(0);
  expect(playground.apply('nginx:1').wait(10_000).names).toEqual(['web-0', 'web-1', 'web-2']);
});
