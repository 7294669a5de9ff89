import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../../../api/index.ts';
import { fenceposts, newSetSize, oldSetSizes } from './rolling.ts';

const template = { spec: { containers: [] } };

const replicaSet = fc.record({ replicas: fc.nat(8), missing: fc.nat(8) }).map(
  ({ replicas, missing }): ReplicaSet => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: { replicas, selector: {}, template },
    status: { availableReplicas: Math.max(0, replicas - missing) },
  }),
);

const bound = fc.oneof(fc.nat(4), fc.constantFrom('0%', '25%', '50%', '100%'));

const deployment = fc.record({ replicas: fc.nat(8), maxSurge: bound, maxUnavailable: bound }).map(
  ({ replicas, maxSurge, maxUnavailable }): Deployment => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: {},
      template,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
    },
  }),
);

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

test('a rollout never grows beyond maxSurge and never takes away what maxUnavailable protects', () => {
  fc.assert(
    fc.property(
      deployment,
      replicaSet,
      fc.array(replicaSet, { minLength: 1, maxLength: 3 }),
      (wanted, current, old) => {
        const before = total([current, ...old].map(({ spec }) => spec.replicas ?? 0));
        const up = newSetSize(wanted, current.spec.replicas ?? 0, [current, ...old]);
        const grown = { ...current, spec: { ...current.spec, replicas: up } };
        const next = new Map([...oldSetSizes(wanted, grown, old), [current, up]]);
        const size = (set: ReplicaSet): number => next.get(set) ?? 0;
        const { surge, unavailable } = fenceposts(wanted);
        const replicas = wanted.spec.replicas ?? 1;
        expect(total([current, ...old].map(size))).toBeLessThanOrEqual(Math.max(before, replicas + surge));
        const available = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;
        const least = Math.min(total([current, ...old].map(available)), replicas - unavailable);
        const left = total(old.map((set) => Math.min(size(set), available(set)))) + available(current);
        expect(left).toBeGreaterThanOrEqual(least);
        for (const set of old) expect(size(set)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

const sized = (maxSurge: number | string, maxUnavailable: number | string, replicas: number): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: {},
    template,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
  },
});

test('shares of a hundred are rounded up for the surge and down for the missing, and both zero would never move', () => {
  expect(fenceposts(sized('25%', '25%', 3))).toEqual({ surge: 1, unavailable: 0 });
  expect(fenceposts(sized('25%', '25%', 10))).toEqual({ surge: 3, unavailable: 2 });
  expect(fenceposts(sized(0, '25%', 3))).toEqual({ surge: 0, unavailable: 1 });
  expect(fenceposts(sized(0, 5, 3))).toEqual({ surge: 0, unavailable: 3 });
});
