import { expect, test } from 'vitest';
import type { Container, Pod } from './pod.ts';
import { podRequests, quantity, resources } from './quantity.ts';

test('quantities are read with decimal and binary suffixes', () => {
  expect(['250m', '2', '64Mi', '1.5Gi', '1e3', 'much'].map(quantity)).toEqual([
    0.25, 2, 67_108_864, 1_610_612_736, 1000, 0,
  ]);
  expect(resources({ cpu: '0.1', memory: '1Ki', pods: 110 })).toEqual({ cpu: 100, memory: 1024, pods: 110 });
});

const container = (cpu: string, more: Partial<Container> = {}): Container => ({
  name: 'c',
  resources: { requests: { cpu } },
  ...more,
});

test('an init container counts when it is greedier than all that run later; a sidecar runs with them', () => {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      initContainers: [container('100m', { restartPolicy: 'Always' }), container('900m')],
      containers: [container('300m'), container('200m')],
      overhead: { cpu: '10m' },
    },
  };
  expect(podRequests(pod)).toEqual({ cpu: 1010 });
});
