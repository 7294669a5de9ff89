import { expect, test } from 'vitest';
import type { EndpointSlice, EndpointSubset, Endpoints, ObjectMeta, Service } from '../../../../api/index.ts';
import { randomFrom } from '../../../../sim/index.ts';
import { bootstrap, Session } from '../../apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../etcd/index.ts';
import { endpointSliceMirroringController } from './index.ts';

const HTTP = [{ port: 80, protocol: 'TCP' as const }];
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

/** An API server with a Service that has no selector, and Endpoints written by hand. */
class Playground {
  readonly session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });

  constructor(selector?: Readonly<Record<string, string>>) {
    bootstrap(this.session);
    const written = this.session.create<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        type: 'ClusterIP',
        ...(selector && { selector }),
        ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
      },
    });
    if (!written.ok) throw new Error(written.status.message);
  }

  endpoints(subsets: readonly EndpointSubset[], metadata: Partial<ObjectMeta> = {}): this {
    const object: Endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'db', namespace: 'default', ...metadata },
      subsets,
    };
    const present = this.session.get('Endpoints', 'default', 'db');
    const written = present ? this.session.update(object) : this.session.create(object);
    if (!written.ok) throw new Error(written.status.message);
    endpointSliceMirroringController.reconcile('default/db', this.session, 0);
    return this;
  }

  get slices(): readonly EndpointSlice[] {
    const labels = { 'kubernetes.io/service-name': 'db' };
    return this.session.withLabels<EndpointSlice>('EndpointSlice', 'default', labels);
  }

  get names(): readonly string[] {
    return this.slices.map(({ metadata }) => metadata.name);
  }

  get addresses(): readonly string[] {
    return this.slices.flatMap(({ endpoints }) => endpoints ?? []).map(({ addresses }) => addresses[0] ?? '');
  }
}

const at = (...ips: readonly string[]): EndpointSubset => ({ addresses: ips.map((ip) => ({ ip })), ports: HTTP });

test('a slice stays under its name while its Endpoints change, and no longer tells how the name was made', () => {
  const playground = new Playground().endpoints([at('192.0.2.1')]);
  const { names } = playground;
  expect(playground.slices[0]?.metadata.generateName).toBe('db-');
  playground.endpoints([at('192.0.2.1', '192.0.2.2')]);
  expect([playground.names, playground.addresses]).toEqual([names, ['192.0.2.1', '192.0.2.2']]);
  expect(playground.slices[0]?.metadata.generateName).toBeUndefined();
});

test('a slice whose ports are gone is written over by the one that takes its place', () => {
  const playground = new Playground().endpoints([at('192.0.2.1')]);
  const { names } = playground;
  playground.endpoints([{ ...at('192.0.2.1'), ports: [{ port: 81, protocol: 'TCP' }] }]);
  expect([playground.names, playground.slices[0]?.ports?.[0]?.port]).toEqual([names, 81]);
});

test('labels and annotations follow, but not those that are about the Endpoints alone', () => {
  const playground = new Playground().endpoints([at('192.0.2.1')], { annotations: { [TRIGGER]: 'then', a: '1' } });
  expect(playground.slices[0]?.metadata.annotations).toEqual({ a: '1' });
  playground.endpoints([at('192.0.2.1')], { labels: { tier: 'data' }, annotations: { b: '2' } });
  expect(playground.slices[0]?.metadata.annotations).toEqual({ b: '2' });
  expect(playground.slices[0]?.metadata.labels?.['tier']).toBe('data');
});

test('families stand apart, and the mirror goes when somebody says not to', () => {
  const playground = new Playground().endpoints([at('192.0.2.1', '2001:db8::1')]);
  expect(playground.slices.map(({ addressType }) => addressType).sort()).toEqual(['IPv4', 'IPv6']);
  playground.endpoints([at('192.0.2.1')], { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } });
  expect(playground.slices).toEqual([]);
});

test('a thousand addresses of a subset are mirrored, ready ones first', () => {
  const ips = Array.from({ length: 1001 }, (_, i) => ({ ip: `198.18.${i >> 8}.${i & 255}` }));
  const subset = { addresses: ips.slice(1), notReadyAddresses: ips.slice(0, 1), ports: HTTP };
  const playground = new Playground().endpoints([subset]);
  expect(playground.addresses).toHaveLength(1000);
  expect(playground.addresses).not.toContain('198.18.0.0');
});

test('another look writes nothing', () => {
  const playground = new Playground().endpoints([at('192.0.2.1')], { annotations: { a: '1' } });
  const before = playground.session.changes.length;
  endpointSliceMirroringController.reconcile('default/db', playground.session, 0);
  expect(playground.session.changes.length).toBe(before);
});

test('a Service with a selector is nobody’s to mirror; an empty selector is none', () => {
  expect(new Playground({ app: 'db' }).endpoints([at('192.0.2.1')]).slices).toEqual([]);
  expect(new Playground({}).endpoints([at('192.0.2.1')]).addresses).toEqual(['192.0.2.1']);
});
