import { expect, test } from 'vitest';
import { type Pod, timestamp } from '../../../../api/index.ts';
import { victims } from './victims.ts';

const NOW = 10_000_000;

interface Traits {
  readonly node?: string;
  readonly ready?: boolean;
  readonly readyFor?: number;
  readonly age?: number;
  readonly cost?: number;
  readonly restarts?: number;
}

function pod(name: string, { node, ready = true, readyFor = 3600, age = 4000, cost = 0, restarts = 0 }: Traits): Pod {
  const since = timestamp(NOW - readyFor * 1000);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      creationTimestamp: timestamp(NOW - age * 1000),
      annotations: { 'controller.kubernetes.io/pod-deletion-cost': String(cost) },
    },
    spec: { containers: [], ...(node !== undefined && { nodeName: node }) },
    status: {
      phase: node === undefined ? 'Pending' : 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: since }],
      containerStatuses: [{ name: 'main', ready, restartCount: restarts }],
    },
  };
}

const order = (pods: readonly Pod[], relatives = pods): string[] =>
  [...pods.keys()].map((i) => victims(pods, i + 1, relatives, NOW).map(({ metadata }) => metadata.name)).at(-2) ?? [];

test('what serves nobody goes first: not placed, not ready, cheap; then the crowded node', () => {
  const pods = [
    pod('alone', { node: 'node-2' }),
    pod('crowded', { node: 'node-1' }),
    pod('cheap', { node: 'node-1', cost: -5 }),
    pod('unready', { node: 'node-3', ready: false }),
    pod('nowhere', { ready: false }),
  ];
  expect(order(pods)).toEqual(['nowhere', 'unready', 'cheap', 'crowded']);
});

test('Pods of the other ReplicaSets of the same Deployment make a node crowded as well', () => {
  const pods = [pod('a', { node: 'node-1' }), pod('b', { node: 'node-2' })];
  const others = [pod('old', { node: 'node-2' })];
  expect(order(pods, [...pods, ...others])).toEqual(['b']);
});

test('ages count by magnitude: an hour against a minute is a difference, an hour against 50 minutes is not', () => {
  const [hour, minute] = [pod('a', { node: 'node-1' }), pod('b', { node: 'node-2', readyFor: 60 })];
  expect(order([hour, minute])).toEqual(['b']);
  expect(order([pod('a', { node: 'node-1' }), pod('b', { node: 'node-2', readyFor: 3000 })])).toEqual(['a']);
});

test('of equals the one that restarted more often goes first, then the younger', () => {
  expect(order([pod('a', { node: 'node-1' }), pod('b', { node: 'node-2', restarts: 3 })])).toEqual(['b']);
  expect(order([pod('a', { node: 'node-1' }), pod('b', { node: 'node-2', age: 60 })])).toEqual(['b']);
});
