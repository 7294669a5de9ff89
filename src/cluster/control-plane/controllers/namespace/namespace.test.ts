import { expect, test } from 'vitest';
import type { ApiObject, Deployment, Namespace, Node, Pod, Service } from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';
import type { Session } from '../../apiserver/index.ts';

const labels = { app: 'shop' };

function create(session: Session, object: unknown): void {
  const written = session.create(object as ApiObject);
  if (!written.ok) throw new Error(written.status.message);
}

/** A cluster whose namespace `shop` has a Deployment of two Pods, a Service and a ConfigMap. */
class Playground {
  readonly cluster = new Cluster(1);
  private now = 0;

  constructor(finalizers: readonly string[] = []) {
    const metadata = { name: 'shop', namespace: 'shop' };
    this.cluster.write('you', (session) => {
      create(session, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } } as Node);
      create(session, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
      const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'shop:1' }] } };
      const spec = { replicas: 2, selector: { matchLabels: labels }, template };
      create(session, { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec } as Deployment);
      create(session, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labels, ports: [{ port: 80 }] },
      });
      create(session, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, finalizers } });
    });
    this.wait(5);
  }

  wait(seconds: number): this {
    this.now += seconds * 1000;
    this.cluster.advance(this.now);
    return this;
  }

  delete(): this {
    this.cluster.write('you', (session) => session.delete('Namespace', '', 'shop'));
    return this;
  }

  get namespace(): Namespace | undefined {
    return this.cluster.reader.get<Namespace>('Namespace', '', 'shop');
  }

  get kinds(): readonly string[] {
    const { reader } = this.cluster;
    const found = reader
      .resources()
      .filter(({ namespaced, kind }) => namespaced && reader.list(kind, 'shop').length > 0);
    return found.map(({ kind }) => kind).sort();
  }

  condition(type: string): string | undefined {
    const found = this.namespace?.status?.conditions?.find((one) => one.type === type);
    return found && `${found.status} ${found.reason}: ${found.message}`;
  }
}

test('a deleted Namespace is Terminating, loses its Pods after five seconds, then the rest, and is gone', () => {
  const playground = new Playground().delete();
  expect(playground.namespace?.status?.phase).toBe('Terminating');
  expect(playground.wait(4).cluster.reader.list<Pod>('Pod', 'shop')).toHaveLength(2);
  playground.wait(1.1);
  expect(playground.condition('NamespaceContentRemaining')).toBe(
    'True SomeResourcesRemain: Some resources are remaining: pods. has 2 resource instances',
  );
  expect(playground.kinds).toContain('Deployment');
  playground.wait(14);
  expect([playground.namespace, playground.kinds]).toEqual([undefined, []]);
});

test('nothing new is created in a Namespace that is going, so its Deployment cannot fight the deletion', () => {
  const playground = new Playground().delete();
  const made = playground.cluster.write('you', (session) =>
    session.create<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'late', namespace: 'shop' },
      spec: { ports: [{ port: 80 }] },
    } as unknown as Service),
  );
  expect(made.ok || made.status.message).toBe(
    'services "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
  );
  expect(playground.wait(5.3).cluster.reader.list<Pod>('Pod', 'shop')).toEqual([]);
});

test('a finalizer in it holds the Namespace, which says so; when it is taken away the Namespace goes', () => {
  const playground = new Playground(['example.org/keep']).delete().wait(60);
  expect(playground.kinds).toEqual(['ConfigMap']);
  expect(playground.condition('NamespaceFinalizersRemaining')).toBe(
    'True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.org/keep in 1 resource instances',
  );
  playground.cluster.write('you', (session) => {
    const held = session.get('ConfigMap', 'shop', 'shop');
    if (held) session.update({ ...held, metadata: { ...held.metadata, finalizers: [] } });
  });
  expect(playground.kinds).toEqual([]);
  expect(playground.wait(20).namespace).toBeUndefined();
});
