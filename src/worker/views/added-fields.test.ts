import { expect, it } from 'vitest';
import { bootstrap, Session } from '../../cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../cluster/control-plane/etcd/index.ts';
import { randomFrom } from '../../sim/index.ts';
import { addedFields } from './added-fields.ts';

const written = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80 }] },
};

function stored(): unknown {
  const session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  const { result } = session.post({ value: written, duplicates: [] });
  return result.ok ? result.value : result.status;
}

it('names every field that the server filled in, and who picked its value', () => {
  const added = addedFields(written, stored());
  const by = new Map(added.map((field) => [field.path, field.by]));
  expect(by.get('spec.ports[0].targetPort')).toBe('default');
  expect(by.get('spec.ports[0].nodePort')).toBe('allocated');
  expect(by.get('spec.clusterIP')).toBe('allocated');
  expect(by.get('status')).toBe('status');
  expect(by.get('metadata.namespace')).toBe('default');
  expect(added.find(({ path }) => path === 'spec.sessionAffinity')?.value).toBe('None');
});

it('does not name what the text says itself', () => {
  const paths = addedFields(written, stored()).map(({ path }) => path);
  for (const own of ['metadata.name', 'metadata.labels', 'spec.type', 'spec.selector', 'spec.ports[0].port', 'spec'])
    expect(paths).not.toContain(own);
});

it('names nothing when text and object agree', () => {
  expect(addedFields(stored(), stored())).toEqual([]);
});
