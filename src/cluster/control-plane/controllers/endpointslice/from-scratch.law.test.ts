import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EndpointSlice, Endpoints, Node, Pod, Service } from '../../../../api/index.ts';
import { randomFrom } from '../../../../sim/index.ts';
import { bootstrap, Session } from '../../apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../etcd/index.ts';
import { endpointsController } from '../endpoints/index.ts';
import { endpointSliceController } from './index.ts';

interface PodState {
  readonly ready: boolean;
  readonly zone: 'a' | 'b';
  readonly port: number | undefined;
  readonly app: 'web' | 'other';
  readonly phase: 'Running' | 'Succeeded';
}

interface State {
  /** How each Pod is, or that it is not there. */
  readonly pods: readonly (PodState | null)[];
  readonly labels: Readonly<Record<string, string>>;
  readonly publishNotReadyAddresses: boolean;
  readonly trafficDistribution: string | undefined;
  readonly targetPort: number | string;
  /** Hints in proportion to the zones' processors. */
  readonly auto: boolean;
}

const PODS = 6;

const pod: fc.Arbitrary<PodState | null> = fc.option(
  fc.record({
    ready: fc.boolean(),
    zone: fc.constantFrom('a' as const, 'b' as const),
    port: fc.constantFrom(8080, 9090, undefined),
    app: fc.constantFrom('web' as const, 'other' as const),
    phase: fc.constantFrom('Running' as const, 'Succeeded' as const),
  }),
);

const state: fc.Arbitrary<State> = fc.record({
  pods: fc.array(pod, { minLength: PODS, maxLength: PODS }),
  labels: fc.constantFrom<Readonly<Record<string, string>>[]>({}, { tier: 'front' }, { tier: 'back' }),
  publishNotReadyAddresses: fc.boolean(),
  trafficDistribution: fc.constantFrom(undefined, 'PreferClose', 'PreferSameNode'),
  targetPort: fc.constantFrom<(number | string)[]>(8080, 'http'),
  auto: fc.boolean(),
});

/** An API server that is brought from state to state, with a look of the two loops after each. */
class Playground {
  readonly session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });

  private auto = false;

  constructor() {
    bootstrap(this.session);
    for (const zone of ['a', 'b']) {
      const metadata = { name: `node-${zone}`, labels: { 'topology.kubernetes.io/zone': zone } };
      const status = { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' as const }] };
      this.session.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata, spec: {} });
      this.session.updateStatus<Node>({ apiVersion: 'v1', kind: 'Node', metadata, spec: {}, status });
    }
  }

  become({ pods, labels, auto, publishNotReadyAddresses, trafficDistribution, targetPort }: State): this {
    this.auto = auto;
    const annotations = auto ? { 'service.kubernetes.io/topology-mode': 'Auto' } : undefined;
    this.put<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default', labels, ...(annotations && { annotations }) },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.9',
        selector: { app: 'web' },
        ports: [{ protocol: 'TCP', port: 80, targetPort }],
        publishNotReadyAddresses,
        ...(trafficDistribution !== undefined && { trafficDistribution }),
      },
    });
    pods.forEach((one, i) => {
      this.session.delete('Pod', 'default', `web-${i}`, { now: true });
      if (one) this.makePod(i, one);
    });
    return this.look();
  }

  look(): this {
    endpointSliceController.reconcile('default/web', this.session, 0);
    endpointsController.reconcile('default/web', this.session, 0);
    return this;
  }

  private makePod(i: number, { ready, zone, port, app, phase }: PodState): void {
    const ports = port === undefined ? [] : [{ name: 'http', containerPort: port }];
    const object: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `web-${i}`, namespace: 'default', labels: { app } },
      spec: { nodeName: `node-${zone}`, containers: [{ name: 'main', image: 'web', ports }] },
    };
    this.put(object);
    const conditions = [{ type: 'Ready', status: ready ? ('True' as const) : ('False' as const) }];
    const ip = `10.244.0.${i + 2}`;
    this.session.updateStatus<Pod>({ ...object, status: { phase, podIP: ip, podIPs: [{ ip }], conditions } });
  }

  private put<T extends Pod | Service>(object: T): void {
    const present = this.session.get(object.kind, 'default', object.metadata.name);
    const written = present ? this.session.update(object) : this.session.create(object);
    if (!written.ok) throw new Error(written.status.message);
  }

  /**
   * What slices and Endpoints say, without what is drawn, without who shares a slice with whom, and without which Pod a zone
   * gives away, since that depends on what stood there before.
   */
  get said(): unknown {
    const slices = this.session.withLabels<EndpointSlice>('EndpointSlice', 'default', {
      'kubernetes.io/service-name': 'web',
    });
    const endpoints = this.session.get<Endpoints>('Endpoints', 'default', 'web');
    const lines = slices.flatMap(({ endpoints: all, ports, metadata }) =>
      (all ?? []).map(({ targetRef, hints, ...one }) =>
        JSON.stringify([one, this.auto ? {} : hints, targetRef?.name, ports, metadata.labels]),
      ),
    );
    const subsets = JSON.stringify(endpoints?.subsets ?? [], (key, value) => (key === 'uid' ? undefined : value));
    return { lines: lines.sort(), ports: slices.map(({ ports }) => ports?.length ?? 0).sort(), subsets };
  }
}

test('whatever came before, slices and Endpoints say what those made from nothing say', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 5 }), (history) => {
      const lived = new Playground();
      for (const one of history) lived.become(one);
      expect(lived.said).toEqual(new Playground().become(history.at(-1) as State).said);
    }),
    { numRuns: 60 },
  );
});

test('looking twice writes nothing the second time', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 4 }), (history) => {
      const playground = new Playground();
      for (const one of history) playground.become(one);
      const { length } = playground.session.changes;
      expect(playground.look().session.changes.length).toBe(length);
    }),
    { numRuns: 40 },
  );
});
