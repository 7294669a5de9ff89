import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ApiObject } from '../../../api/index.ts';
import { Indexes, resolve } from './indexes.ts';
import { emptySnapshot, objectsOf, type Snapshot, withObject } from './snapshot.ts';

const labels = fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('a', 'b'));
const write = fc.record({
  name: fc.constantFrom('x', 'y', 'z'),
  namespace: fc.constantFrom('default', 'shop'),
  labels,
  owner: fc.constantFrom('u1', 'u2', undefined),
  gone: fc.boolean(),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

function objectOf({ name, namespace, labels: own, owner }: Write): ApiObject {
  const ownerReferences = owner ? [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'o', uid: owner }] : [];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: own, ownerReferences } };
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
      const names = indexes.labelled('Pod', 'shop', wanted);
      if (names === undefined) return;
      const all = [...objectsOf(snapshot, 'Pod').withPrefix('shop/')];
      const right = all.filter((pod) =>
        Object.entries(wanted).every(([key, value]) => pod.metadata.labels?.[key] === value),
      );
      expect(resolve(snapshot, 'Pod', 'shop', names)).toEqual(right);
    }),
  );
});
