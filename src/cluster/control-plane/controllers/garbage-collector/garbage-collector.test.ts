import { expect, test } from 'vitest';
import { type ApiObject, isPodTerminating, type Node, type OwnerReference, type Pod } from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';
import type { Session } from '../../apiserver/index.ts';

const labels = { app: 'web' };

/** A cluster with the Deployment `web` of two Pods, and ConfigMaps that say who owns them. */
class Playground {
  readonly cluster = new Cluster(1);
  private now = 0;

  constructor() {
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'web:1' }] } };
    const spec = { replicas: 2, selector: { matchLabels: labels }, template };
    const metadata = { name: 'web', namespace: 'default' };
    this.write((session) => session.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } } as Node));
    this.write((session) => session.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } }));
    this.write((session) => session.create({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec } as ApiObject));
    this.wait(5000);
  }

  write<T>(run: (session: Session) => T): T {
    return this.cluster.write('you', run);
  }

  wait(ms: number): this {
    this.now += ms;
    this.cluster.advance(this.now);
    return this;
  }

  delete(kind: string, name: string, propagation: 'Background' | 'Foreground' | 'Orphan' = 'Background'): this {
    this.write((session) => session.delete(kind, 'default', name, { propagation }));
    return this;
  }

  note(name: string, owners: readonly OwnerReference[], namespace = 'default'): this {
    const metadata = { name, namespace, ownerReferences: owners };
    this.write((session) => session.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    return this;
  }

  owner(kind: string, name: string): OwnerReference {
    const found = this.cluster.reader.get(kind, 'default', name);
    return { apiVersion: found?.apiVersion ?? '', kind, name, uid: found?.metadata.uid ?? '' };
  }

  has(kind: string, name: string, namespace = 'default'): boolean {
    return this.cluster.reader.get(kind, namespace, name) !== undefined;
  }

  count(kind: string): number {
    return this.cluster.reader.list(kind, 'default').length;
  }
}

const GONE = { apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: 'no-such-uid' };

test('in the background the owner goes first, and its dependents after it', () => {
  const playground = new Playground().delete('Deployment', 'web');
  expect([playground.count('Deployment'), playground.count('ReplicaSet')]).toEqual([0, 1]);
  playground.wait(1000);
  expect([playground.count('ReplicaSet'), playground.count('Pod')]).toEqual([0, 0]);
});

test('in the foreground the owner waits until what blocks it is gone', () => {
  const playground = new Playground().delete('Deployment', 'web', 'Foreground').wait(100);
  expect(playground.cluster.reader.list<Pod>('Pod').every(isPodTerminating)).toBe(true);
  expect([playground.count('Deployment'), playground.count('ReplicaSet')]).toEqual([1, 1]);
  playground.wait(1000);
  expect([playground.count('Deployment'), playground.count('ReplicaSet'), playground.count('Pod')]).toEqual([0, 0, 0]);
});

test('orphaned dependents stay, and no longer name the owner', () => {
  const playground = new Playground().delete('Deployment', 'web', 'Orphan').wait(1000);
  expect([playground.count('Deployment'), playground.count('ReplicaSet'), playground.count('Pod')]).toEqual([0, 1, 2]);
  const [set] = playground.cluster.reader.list('ReplicaSet', 'default');
  expect(set?.metadata.ownerReferences).toBeUndefined();
});

test('an object whose owner was never there is collected; with one that is there it merely loses the other', () => {
  const playground = new Playground();
  const web = playground.owner('Deployment', 'web');
  playground.note('alone', [GONE]).note('half', [GONE, web]).wait(100);
  expect([playground.has('ConfigMap', 'alone'), playground.has('ConfigMap', 'half')]).toEqual([false, true]);
  const half = playground.cluster.reader.get('ConfigMap', 'default', 'half');
  expect(half?.metadata.ownerReferences).toEqual([web]);
});

test('an owner of another namespace counts as absent, one of a kind that nobody knows does not', () => {
  const playground = new Playground();
  playground.note('abroad', [playground.owner('Deployment', 'web')], 'other');
  playground.note('exotic', [{ apiVersion: 'example.org/v1', kind: 'Widget', name: 'w', uid: 'w' }]).wait(100);
  expect([playground.has('ConfigMap', 'abroad', 'other'), playground.has('ConfigMap', 'exotic')]).toEqual([
    false,
    true,
  ]);
});

test('another object under the owner’s name is not the owner', () => {
  const playground = new Playground().note('first', []);
  playground.note('dependent', [playground.owner('ConfigMap', 'first')]);
  playground.delete('ConfigMap', 'first').note('first', []).wait(100);
  expect([playground.has('ConfigMap', 'first'), playground.has('ConfigMap', 'dependent')]).toEqual([true, false]);
});

test('a finalizer keeps a deleted object, force or not, until it is taken away', () => {
  const playground = new Playground();
  const metadata = { name: 'held', namespace: 'default', finalizers: ['example.org/keep'] };
  playground.write((session) => session.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
  playground.write((session) => session.delete('ConfigMap', 'default', 'held', { now: true }));
  const held = playground.cluster.reader.get('ConfigMap', 'default', 'held');
  expect(held?.metadata.deletionTimestamp).toBeDefined();
  playground.write((session) => held && session.update({ ...held, metadata: { ...held.metadata, finalizers: [] } }));
  expect(playground.has('ConfigMap', 'held')).toBe(false);
});
