import { expect, test } from 'vitest';
import type { Container, Pod } from './pod.ts';
import { podRequests, resources } from './pod-requests.ts';

test('amounts are whole: thousandths of a processor, bytes, pieces', () => {
  expect(resources({ cpu: '0.1', memory: '1Ki', pods: 110 })).toEqual({ cpu: 100, memory: 1024, pods: 110 });
  expect(resources({ cpu: '100001u', memory: '1.2' })).toEqual({ cpu: 101, memory: 2 });
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
