import { expect, it } from 'vitest';
import { type Lease, NODE_LEASES, type Node, type Service } from '../api/index.ts';
import { Cluster } from './cluster.ts';

const node: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, spec: {} };

const renewTime = (cluster: Cluster): string =>
  cluster.reader.get<Lease>('Lease', NODE_LEASES, 'node-1')?.spec.renewTime ?? '';

it('a kubelet renews its Lease every ten seconds while its machine is on, which is no news for the timeline', () => {
  const cluster = new Cluster(1);
  cluster.write('you', (session) => session.create(node));
  cluster.advance(35_000);
  expect(renewTime(cluster)).toBe('2026-01-01T00:00:30.010000Z');
  const keys = [...cluster.world.log.values()].flatMap((entry) => ('changes' in entry ? entry.changes : []));
  expect(keys.map(({ key }) => key).filter((key) => key.startsWith('Lease/'))).toEqual([]);
  cluster.act({ act: 'stop-node', node: 'node-1' });
  cluster.advance(95_000);
  expect(renewTime(cluster)).toBe('2026-01-01T00:00:30.010000Z');
  cluster.act({ act: 'start-node', node: 'node-1' });
  cluster.advance(100_000);
  expect(renewTime(cluster)).toBe('2026-01-01T00:01:35.010000Z');
});

it('a machine that boots has an empty kernel and gets its rules again', () => {
  const cluster = new Cluster(1);
  cluster.write('you', (session) => session.create(node));
  cluster.advance(5000);
  const before = cluster.world.kernels.get('node-1')?.rules;
  cluster.act({ act: 'stop-node', node: 'node-1' });
  cluster.act({ act: 'start-node', node: 'node-1' });
  expect(cluster.world.proxies.get('node-1')?.syncs).toEqual([]);
  cluster.advance(10_000);
  expect(cluster.world.kernels.get('node-1')?.rules).toEqual(before);
});

it('a machine whose cable is cut stays up but hears and says nothing, and catches up when it is mended', () => {
  const cluster = new Cluster(1);
  const syncs = () => cluster.world.proxies.get('node-1')?.syncs.at(-1) ?? 0;
  cluster.write('you', (session) => session.create(node));
  cluster.advance(5000);
  expect(cluster.act({ act: 'cut-link', node: 'node-1' })).toEqual({
    ok: true,
    value: { inverse: { act: 'mend-link', node: 'node-1' } },
  });
  expect(cluster.act({ act: 'cut-link', node: 'node-1' }).ok).toBe(false);
  cluster.write('you', (session) =>
    session.create<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { type: 'ClusterIP', ports: [{ protocol: 'TCP', port: 80, targetPort: 8080 }] },
    }),
  );
  cluster.advance(35_000);
  expect(renewTime(cluster)).toBe('2026-01-01T00:00:00.010000Z');
  expect(syncs()).toBeLessThan(5000);
  cluster.act({ act: 'mend-link', node: 'node-1' });
  cluster.advance(36_000);
  expect(renewTime(cluster)).toBe('2026-01-01T00:00:35.010000Z');
  expect(syncs()).toBeGreaterThan(35_000);
  expect(cluster.world.proxies.get('node-1')?.dirty.size).toBe(0);
  const said = [...cluster.world.log.values()].flatMap((entry) => ('event' in entry ? [entry] : []));
  expect(said.filter(({ by }) => by === 'you').map(({ event }) => event.message)).toEqual([
    'cut the network link of node-1',
    'cut the network link of node-1',
    'mend the network link of node-1',
  ]);
});
