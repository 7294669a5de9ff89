import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ApiObject,
  type EndpointSlice,
  isPodReady,
  isPodTerminating,
  type Kind,
  type Node,
  objectKey,
  type Pod,
} from '../../../api/index.ts';
import type { Action } from '../../actions.ts';
import { Cluster } from '../../cluster.ts';

const NODES = ['node-1', 'node-2', 'node-3'];
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;
const names = { Deployment: 'web', StatefulSet: 'db', DaemonSet: 'agent' } as const;

type Step =
  | { readonly t: 'apply'; readonly kind: (typeof KINDS)[number]; readonly replicas: number; readonly image: string }
  | { readonly t: 'remove'; readonly kind: (typeof KINDS)[number] }
  | { readonly t: 'scale'; readonly kind: 'Deployment' | 'StatefulSet'; readonly replicas: number }
  | { readonly t: 'delete-pod' | 'fail' | 'restore'; readonly pick: number }
  | { readonly t: 'cordon' | 'uncordon' | 'drain' | 'stop-node' | 'start-node'; readonly node: string };

const replicas = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    t: fc.constant('apply' as const),
    kind: fc.constantFrom(...KINDS),
    replicas,
    image: fc.constantFrom('shop:1', 'shop:2'),
  }),
  fc.record({ t: fc.constant('remove' as const), kind: fc.constantFrom(...KINDS) }),
  fc.record({ t: fc.constant('scale' as const), kind: fc.constantFrom('Deployment', 'StatefulSet'), replicas }),
  fc.record({ t: fc.constantFrom('delete-pod', 'fail', 'restore'), pick: fc.nat(20) }),
  fc.record({
    t: fc.constantFrom('cordon', 'uncordon', 'drain', 'stop-node', 'start-node'),
    node: fc.constantFrom(...NODES),
  }),
) as fc.Arbitrary<Step>;

/** A step, and the seconds that pass after it: from none to long enough for a silent Node to lose its Pods. */
const history = fc.array(fc.record({ step, seconds: fc.constantFrom(0, 1, 20, 70, 400) }), { maxLength: 8 });

function workload(kind: (typeof KINDS)[number], count: number, image: string): ApiObject {
  const name = names[kind];
  const labels = { app: name };
  const readinessProbe = { httpGet: { port: 8080 }, periodSeconds: 2 };
  const containers = [{ name: 'main', image, ports: [{ containerPort: 8080 }], readinessProbe }];
  const template = { metadata: { labels }, spec: { containers } };
  const own = kind === 'DaemonSet' ? {} : { replicas: count };
  const spec = {
    selector: { matchLabels: labels },
    template,
    ...own,
    ...(kind === 'StatefulSet' && { serviceName: name }),
  };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'default' }, spec } as ApiObject;
}

/** A cluster of three nodes with a Service for every workload that may come. */
class Playground {
  readonly cluster = new Cluster(7);
  private now = 0;

  constructor() {
    this.cluster.write('you', (session) => {
      for (const name of NODES) session.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {} });
      for (const name of Object.values(names)) {
        const spec = { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] };
        session.create({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name, namespace: 'default' },
          spec,
        } as ApiObject);
      }
    });
    this.wait(5);
  }

  wait(seconds: number): void {
    this.now += seconds * 1000;
    this.cluster.advance(this.now);
  }

  list<T extends ApiObject>(kind: Kind): readonly T[] {
    return this.cluster.reader.list<T>(kind);
  }

  do(one: Step): void {
    if (one.t === 'apply') return this.apply(workload(one.kind, one.replicas, one.image));
    if (one.t === 'remove')
      return void this.cluster.write('you', (session) => session.delete(one.kind, 'default', names[one.kind]));
    this.act(one);
  }

  /** Everything that was broken is mended. */
  mend(): void {
    for (const node of NODES) for (const act of ['uncordon', 'start-node'] as const) this.cluster.act({ act, node });
    for (let pick = 0; pick < this.list('Pod').length; pick++) this.act({ t: 'restore', pick });
  }

  private apply(object: ApiObject): void {
    this.cluster.write('you', (session) => {
      const known = session.get(object.kind, 'default', object.metadata.name);
      const written = known ? session.update(object) : session.create(object);
      if (!written.ok) throw new Error(written.status.message);
    });
  }

  private act(one: Exclude<Step, { t: 'apply' | 'remove' }>): void {
    if ('node' in one) return void this.cluster.act({ act: one.t, node: one.node, force: true } as Action);
    if (one.t === 'scale') {
      const workload = objectKey(one.kind, 'default', names[one.kind]);
      return void this.cluster.act({ act: 'scale', workload, replicas: one.replicas });
    }
    const pods = this.list<Pod>('Pod');
    const pod = pods[one.pick % Math.max(1, pods.length)];
    if (!pod) return;
    const key = objectKey('Pod', 'default', pod.metadata.name);
    if (one.t === 'delete-pod') this.cluster.act({ act: 'delete-pod', pod: key });
    else this.cluster.act({ act: 'set-readiness', pod: key, ready: one.t === 'restore' });
  }
}

function played(steps: readonly { readonly step: Step; readonly seconds: number }[]): Playground {
  const playground = new Playground();
  for (const { step: one, seconds } of steps) {
    playground.do(one);
    playground.wait(seconds);
  }
  return playground;
}

/** How many Pods each workload should have. */
function wanted(playground: Playground): Readonly<Record<string, number>> {
  const counts = KINDS.map((kind): [string, number] => {
    const found = playground.list<ApiObject & { spec: { replicas?: number } }>(kind)[0];
    const count = kind === 'DaemonSet' ? NODES.length : (found?.spec.replicas ?? 1);
    return [names[kind], found ? count : 0];
  });
  return Object.fromEntries(counts);
}

test('once what was broken is mended, every workload has its Pods, slices list them all, and nobody writes any more', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const playground = played(steps);
      playground.mend();
      playground.wait(600);
      const { revision } = playground.cluster.world.etcd;
      const beats = NODES.length * 6;
      playground.wait(60);
      expect(playground.cluster.world.etcd.revision - revision).toBe(beats);
      const pods = playground.list<Pod>('Pod');
      expect(
        pods.filter((pod) => isPodTerminating(pod) || !isPodReady(pod)).map(({ metadata }) => metadata.name),
      ).toEqual([]);
      for (const [name, count] of Object.entries(wanted(playground))) {
        expect(pods.filter(({ metadata }) => metadata.labels?.['app'] === name)).toHaveLength(count);
        const slices = playground.cluster.reader.withLabels<EndpointSlice>('EndpointSlice', 'default', {
          'kubernetes.io/service-name': name,
        });
        const ready = slices.flatMap(({ endpoints }) => endpoints ?? []).filter((one) => one.conditions?.ready);
        expect(ready).toHaveLength(count);
      }
      for (const node of playground.list<Node>('Node')) expect(node.spec.taints).toBeUndefined();
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('the same seed and the same steps make the same history', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const told = ({ cluster }: Playground) => JSON.stringify([...cluster.world.log.entries()]);
      expect(told(played(steps))).toBe(told(played(steps)));
    }),
    { numRuns: 3 },
  );
}, 120_000);
