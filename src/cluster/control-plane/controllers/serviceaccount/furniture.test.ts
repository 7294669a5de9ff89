import { expect, test } from 'vitest';
import type { ConfigMap, Namespace, ServiceAccount } from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';

const SETTLED = 10_000;

function furnitureOf(cluster: Cluster, namespace: string): readonly string[] {
  const accounts = cluster.reader.list<ServiceAccount>('ServiceAccount', namespace);
  const maps = cluster.reader.list<ConfigMap>('ConfigMap', namespace);
  return [...accounts, ...maps].map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const BOTH = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];
const shop: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

test('every namespace has its default account and the API server’s certificate, a new one too', () => {
  const cluster = new Cluster(1);
  cluster.advance(1000);
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease'])
    expect(furnitureOf(cluster, name)).toEqual(BOTH);
  cluster.write('you', (session) => session.create(shop));
  cluster.advance(2000);
  expect(furnitureOf(cluster, 'shop')).toEqual(BOTH);
});

test('they come back when somebody takes them away, and a changed certificate is put right', () => {
  const cluster = new Cluster(1);
  cluster.advance(1000);
  cluster.write('you', (session) => {
    session.delete('ServiceAccount', 'default', 'default');
    const map = session.get<ConfigMap>('ConfigMap', 'default', 'kube-root-ca.crt');
    if (map) session.update<ConfigMap>({ ...map, data: { 'ca.crt': 'mine' } });
  });
  expect(furnitureOf(cluster, 'default')).toEqual(['ConfigMap kube-root-ca.crt']);
  cluster.advance(2000);
  expect(furnitureOf(cluster, 'default')).toEqual(BOTH);
  const map = cluster.reader.get<ConfigMap>('ConfigMap', 'default', 'kube-root-ca.crt');
  expect(map?.data?.['ca.crt']).toContain('BEGIN CERTIFICATE');
});

test('they go with their namespace and do not hold it up', () => {
  const cluster = new Cluster(1);
  cluster.write('you', (session) => session.create(shop));
  cluster.advance(1000);
  cluster.write('you', (session) => session.delete('Namespace', '', 'shop'));
  cluster.advance(1000 + SETTLED);
  expect(cluster.reader.get('Namespace', '', 'shop')).toBeUndefined();
  expect(furnitureOf(cluster, 'shop')).toEqual([]);
});
