import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Pod, type Service, selectorMatches } from '../../../api/index.ts';
import { Indexes } from './indexes.ts';
import { emptySnapshot, objectsOf, type Snapshot, withObject } from './snapshot.ts';

const labels = fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('a', 'b'));
const write = fc.record({
  name: fc.constantFrom('x', 'y', 'z'),
  namespace: fc.constantFrom('default', 'shop'),
  labels,
  owner: fc.constantFrom('u1', 'u2', undefined),
  nodeName: fc.constantFrom('node-1', 'node-2', undefined),
  gone: fc.boolean(),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

function objectOf({ name, namespace, labels: own, owner, nodeName }: Write): Pod {
  const ownerReferences = owner ? [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'o', uid: owner }] : [];
  const ports = [{ containerPort: 80, hostPort: name === 'x' ? 80 : 8080 }];
  const requests = { cpu: owner === undefined ? '100m' : '1', memory: '64Mi' };
  const containers = [{ name: 'main', ports, resources: { requests } }];
  const spec = { containers, ...(nodeName !== undefined && { nodeName }) };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: own, ownerReferences }, spec };
}

function replay(writes: readonly Write[]): { snapshot: Snapshot; indexes: Indexes } {
  let snapshot = emptySnapshot;
  const indexes = new Indexes();
  for (const one of writes) {
    const key = `${one.namespace}/${one.name}`;
    const after = one.gone ? undefined : objectOf(one);
    indexes.apply({ kind: 'Pod', before: objectsOf(snapshot, 'Pod').get(key), after });
    snapshot = withObject(snapshot, 'Pod', key, after);
  }
  return { snapshot, indexes };
}

it('indexes that followed every write equal indexes made from scratch', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
      const { snapshot, indexes } = replay(writes);
      expect(indexes.dump()).toEqual(Indexes.fromScratch(snapshot).dump());
    }),
  );
});

it('finds exactly the objects that carry all the labels', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 30 }), labels, (writes, wanted) => {
      const { snapshot, indexes } = replay(writes);
      const found = indexes.labelled('Pod', 'shop', wanted);
      if (found === undefined) return;
      const all = [...objectsOf(snapshot, 'Pod').withPrefix('shop/')];
      const right = all.filter((pod) =>
        Object.entries(wanted).every(([key, value]) => pod.metadata.labels?.[key] === value),
      );
      expect(found).toEqual(right);
    }),
  );
});

it('counts the Pods of each node alike, whether it has followed them or counts for the first time', () => {
  const asked: readonly Readonly<Record<string, string>>[] = [{ app: 'a' }, { tier: 'b', app: 'a' }];
  fc.assert(
    fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
      let snapshot = emptySnapshot;
      const indexes = new Indexes();
      const counts = (one: Indexes) => asked.map((wanted) => new Map([...one.perNode('shop', wanted)].sort()));
      for (const one of writes) {
        counts(indexes);
        const key = `${one.namespace}/${one.name}`;
        const after = one.gone ? undefined : objectOf(one);
        indexes.apply({ kind: 'Pod', before: objectsOf(snapshot, 'Pod').get(key), after });
        snapshot = withObject(snapshot, 'Pod', key, after);
      }
      expect(counts(indexes)).toEqual(counts(Indexes.fromScratch(snapshot)));
    }),
  );
});

it('finds the Pods of a node in all namespaces', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 30 }), (writes) => {
      const { snapshot, indexes } = replay(writes);
      const right = [...objectsOf(snapshot, 'Pod').values()].filter((pod) => (pod as Pod).spec.nodeName === 'node-1');
      expect(indexes.onNode('node-1')).toEqual(right);
    }),
  );
});

it('a Service is among the candidates for every set of labels that its selector takes', () => {
  fc.assert(
    fc.property(labels, labels, (selector, own) => {
      const spec = { type: 'ClusterIP' as const, selector };
      const service: Service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop' },
        spec,
      };
      const indexes = new Indexes();
      indexes.apply({ kind: 'Service', before: undefined, after: service });
      if (selectorMatches(selector, own)) expect(indexes.maySelect('shop', own)).toEqual([service]);
      expect(indexes.maySelect('other', own)).toEqual([]);
    }),
  );
});
