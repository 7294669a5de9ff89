import { expect, test } from 'vitest';
import type { Pod } from '../../api/index.ts';
import { mismatchOf } from './mismatch.ts';

const pod = (name: string, labels: Record<string, string>): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels },
  spec: { containers: [{ name: 'main' }] },
});

test('a selector that takes a Pod has no mismatch', () => {
  expect(mismatchOf({ app: 'web' }, [pod('a', { app: 'web' })])).toBeUndefined();
  expect(mismatchOf({}, [pod('a', { app: 'web' })])).toBeUndefined();
});

test('the nearest value stands beside the one that was asked for', () => {
  const pods = [pod('a', { app: 'client' }), pod('b', { app: 'random-generator' })];
  expect(mismatchOf({ app: 'random-generater' }, pods)).toEqual({
    key: 'app',
    asked: 'random-generater',
    found: 'random-generator',
    pods: ['Pod/default/b'],
  });
});

test('the pair to blame is the one without which a Pod would be taken', () => {
  const pods = [pod('a', { app: 'web', tier: 'front' })];
  expect(mismatchOf({ app: 'web', tier: 'back' }, pods)).toMatchObject({ key: 'tier', found: 'front' });
});

test('a key that no Pod has is named with nothing beside it', () => {
  expect(mismatchOf({ role: 'web' }, [pod('a', { app: 'web' })])).toMatchObject({ key: 'role', found: '', pods: [] });
});
