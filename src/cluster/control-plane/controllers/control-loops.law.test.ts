import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiObject, Deployment, Node, Pod, Service } from '../../../api/index.ts';
import { READINESS_ANNOTATION } from '../../../api/index.ts';
import { Agenda, randomFrom } from '../../../sim/index.ts';
import { containerPrograms } from '../../apps/index.ts';
import { type KubeletMemory, type KubeletState, nodeKubelet, noPods, podKubelet } from '../../node/kubelet/index.ts';
import { bootstrap, type Change, type Controller, Session } from '../apiserver/index.ts';
import { emptySnapshot, Indexes } from '../etcd/index.ts';
import { scheduler } from '../scheduler/index.ts';
import {
  deploymentController,
  endpointSliceController,
  endpointSliceMirroringController,
  endpointsController,
  garbageCollector,
  nodeTaintController,
  replicaSetController,
} from './index.ts';

/** All loops at one API server, and nothing else. */
class Machinery {
  readonly client = new Session(emptySnapshot, new Indexes(), { random: randomFrom(7), now: 0 });
  private kubelets: KubeletState = noPods;
  private readonly loops: readonly Controller[];
  private agenda = Agenda.empty;
  private heard = 0;
  private now = 0;

  constructor() {
    const memory: KubeletMemory = {
      get: () => this.kubelets,
      set: (state) => {
        this.kubelets = state;
      },
      isOff: () => false,
      report: () => undefined,
    };
    const kubelet = podKubelet(memory, containerPrograms);
    const workloads = [deploymentController, replicaSetController, garbageCollector];
    const endpoints = [endpointSliceController, endpointsController, endpointSliceMirroringController];
    this.loops = [nodeKubelet(() => true), nodeTaintController, scheduler, kubelet, ...workloads, ...endpoints];
    bootstrap(this.client);
    for (const name of ['node-1', 'node-2', 'node-3'])
      this.put<Node>({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {} });
    this.settle();
  }

  put<T extends ApiObject>(object: T): void {
    const before = this.client.get(object.kind, object.metadata.namespace ?? '', object.metadata.name);
    const written = before ? this.client.update(object) : this.client.create(object);
    if (!written.ok) throw new Error(written.status.message);
  }

  settle(): void {
    for (let looks = 0; looks < 20_000; looks++) {
      for (; this.heard < this.client.changes.length; this.heard++)
        this.hear(this.client.changes[this.heard] as Change);
      const next = this.agenda.pop();
      if (!next) return;
      this.agenda = next[1];
      this.now = Math.max(this.now, next[0].when);
      this.look(next[0].task.controller, next[0].task.key);
    }
    throw new Error('the loops do not come to rest');
  }

  /** Every loop looks at everything once more; returns how many writes that led to. */
  lookAgain(): number {
    const before = this.client.changes.length;
    for (const objects of this.client.snapshot.kinds.values()) {
      for (const after of objects.values())
        this.hear({ key: `${after.kind}/${after.metadata.namespace ?? ''}/${after.metadata.name}`, after });
    }
    this.settle();
    return this.client.changes.length - before;
  }

  private look(controller: string, key: string): void {
    const again = this.loops.find(({ name }) => name === controller)?.reconcile(key, this.client, this.now);
    if (again) this.agenda = this.agenda.at(this.now + again.requeueAfter, { controller, key });
  }

  private hear(change: Change): void {
    const kind = (change.after ?? change.before)?.kind ?? '';
    for (const { name, delay, watches, watchesAll } of this.loops) {
      for (const key of (watches[kind] ?? watchesAll)?.(change, this.client) ?? [])
        this.agenda = this.agenda.at(this.now + delay, { controller: name, key });
    }
  }
}

const spec = (image: string) => ({
  containers: [{ name: 'main', image, ports: [{ name: 'http', containerPort: 8080 }] }],
});

function deployment(name: string, replicas: number, image: string): Deployment {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: spec(image) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
}

function service(name: string, selector: string): Service {
  const ports = [{ protocol: 'TCP' as const, port: 80, targetPort: 'http' }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { type: 'ClusterIP', selector: { app: selector }, ports },
  };
}

type Event =
  | { readonly t: 'deploy'; readonly name: string; readonly replicas: number; readonly image: string }
  | { readonly t: 'serve'; readonly name: string; readonly selector: string }
  | { readonly t: 'remove'; readonly kind: 'Deployment' | 'Service'; readonly name: string }
  | { readonly t: 'fail' | 'kill'; readonly pick: number };

const name = fc.constantFrom('web', 'cart', 'mail');
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    t: fc.constant('deploy' as const),
    name,
    replicas: fc.nat(5),
    image: fc.constantFrom('shop:1', 'shop:2'),
  }),
  fc.record({ t: fc.constant('serve' as const), name, selector: name }),
  fc.record({
    t: fc.constant('remove' as const),
    kind: fc.constantFrom('Deployment' as const, 'Service' as const),
    name,
  }),
  fc.record({ t: fc.constantFrom('fail' as const, 'kill' as const), pick: fc.nat(20) }),
);

function happen(machinery: Machinery, one: Event): void {
  const { client } = machinery;
  if (one.t === 'deploy') return machinery.put(deployment(one.name, one.replicas, one.image));
  if (one.t === 'serve') return machinery.put(service(one.name, one.selector));
  if (one.t === 'remove') return void client.delete(one.kind, 'default', one.name);
  const pods = client.list<Pod>('Pod');
  const pod = pods[one.pick % Math.max(1, pods.length)];
  if (!pod) return;
  if (one.t === 'kill') client.delete('Pod', 'default', pod.metadata.name);
  else
    machinery.put<Pod>({
      ...pod,
      metadata: { ...pod.metadata, annotations: { ...pod.metadata.annotations, [READINESS_ANNOTATION]: 'fail' } },
    });
}

test('on random histories every loop comes to rest, and looking at everything again writes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ one: event, settle: fc.boolean() }), { maxLength: 12 }), (history) => {
      const machinery = new Machinery();
      for (const { one, settle } of history) {
        happen(machinery, one);
        if (settle) machinery.settle();
      }
      machinery.settle();
      expect(machinery.lookAgain()).toBe(0);
      for (const { metadata, spec: wanted } of machinery.client.list<Deployment>('Deployment')) {
        const pods = machinery.client.withLabels<Pod>('Pod', 'default', { app: metadata.name });
        expect(pods.length).toBeGreaterThanOrEqual(wanted.replicas ?? 1);
      }
    }),
    { numRuns: 25 },
  );
}, 20_000);

/** What is there, without what tells who came first: drawn names, addresses and uids. */
function outline({ client }: Machinery): readonly string[] {
  const pods = client.list<Pod>('Pod').map((pod) => `Pod ${pod.metadata.labels?.['app']} ${pod.status?.phase}`);
  const workloads = ['Deployment', 'ReplicaSet'].flatMap((kind) =>
    client.list(kind).map((one) => {
      const { replicas, readyReplicas } = (one as Deployment).status ?? {};
      return `${kind} ${one.metadata.name} ${replicas} ${readyReplicas}`;
    }),
  );
  const slices = client
    .list('EndpointSlice')
    .map((one) => `${one.metadata.generateName} ${(one as { endpoints?: unknown[] }).endpoints?.length}`);
  return [...pods, ...workloads, ...slices].sort();
}

test('unrelated events end in the same objects, in whatever order they come', () => {
  const events: readonly Event[] = [
    { t: 'deploy', name: 'web', replicas: 3, image: 'shop:1' },
    { t: 'deploy', name: 'cart', replicas: 2, image: 'shop:2' },
    { t: 'serve', name: 'web', selector: 'web' },
    { t: 'serve', name: 'cart', selector: 'cart' },
    { t: 'serve', name: 'mail', selector: 'mail' },
  ];
  const played = (order: readonly Event[]): readonly string[] => {
    const machinery = new Machinery();
    for (const one of order) happen(machinery, one);
    machinery.settle();
    return outline(machinery);
  };
  const expected = played(events);
  fc.assert(
    fc.property(fc.shuffledSubarray([...events], { minLength: events.length }), (order) => {
      expect(played(order)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});
