import { expect, test } from 'vitest';
import type { ApiObject, EndpointSlice, Endpoints, Node, Pod, Service } from '../../../api/index.ts';
import { Cluster } from '../../cluster.ts';

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';
const labels = { app: 'web' };

/** A cluster with a Service and one Pod, and what slices and Endpoints say led to them. */
class Playground {
  readonly cluster = new Cluster(1);

  constructor() {
    this.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, spec: {} });
    this.at(3);
    const ports = [{ protocol: 'TCP' as const, port: 80, targetPort: 8080 }];
    const metadata = { name: 'web', namespace: 'default' };
    this.create<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'ClusterIP', selector: labels, ports },
    });
  }

  create<T extends ApiObject>(object: T): void {
    this.cluster.write('you', (session) => session.create(object));
  }

  pod(): this {
    const metadata = { name: 'web', namespace: 'default', labels };
    const spec = { nodeName: 'node-1', containers: [{ name: 'main', image: 'web' }] };
    this.create<Pod>({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
    return this;
  }

  at(second: number): this {
    this.cluster.advance(second * 1000);
    return this;
  }

  get said(): readonly (string | undefined)[] {
    const { reader } = this.cluster;
    const slices = reader.withLabels<EndpointSlice>('EndpointSlice', 'default', {
      'kubernetes.io/service-name': 'web',
    });
    const endpoints = reader.get<Endpoints>('Endpoints', 'default', 'web');
    return [...slices, endpoints].map((one) => one?.metadata.annotations?.[TRIGGER]);
  }

  /** Since when the Pod is ready, or is not. */
  get turned(): string | undefined {
    const pod = this.cluster.reader.get<Pod>('Pod', 'default', 'web');
    return pod?.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  }
}

test('the first write tells when its Service was made, a later one since when a Pod is ready or not', () => {
  const playground = new Playground().at(5);
  expect(playground.said).toEqual(['2026-01-01T00:00:03Z', '2026-01-01T00:00:03Z']);
  playground.pod().at(9);
  expect(playground.said).toEqual([playground.turned, playground.turned]);
  playground.cluster.act({ act: 'set-readiness', pod: 'Pod/default/web', ready: false });
  playground.at(15);
  expect(playground.turned).toBe('2026-01-01T00:00:09Z');
  expect(playground.said).toEqual([playground.turned, playground.turned]);
});

test('a change that no Pod’s readiness led to tells no time', () => {
  const playground = new Playground().pod().at(9);
  playground.cluster.act({ act: 'delete-pod', pod: 'Pod/default/web' });
  expect(playground.at(60).said).toEqual([undefined, undefined]);
});

test('what is written by hand beside it stays', () => {
  const playground = new Playground().at(5);
  playground.cluster.write('you', (session) => {
    const endpoints = session.get<Endpoints>('Endpoints', 'default', 'web') as Endpoints;
    const annotations = { ...endpoints.metadata.annotations, mine: 'yes' };
    session.update<Endpoints>({ ...endpoints, metadata: { ...endpoints.metadata, annotations } });
  });
  playground.pod().at(9);
  const endpoints = playground.cluster.reader.get<Endpoints>('Endpoints', 'default', 'web');
  expect(endpoints?.metadata.annotations).toEqual({ mine: 'yes', [TRIGGER]: playground.turned });
});
