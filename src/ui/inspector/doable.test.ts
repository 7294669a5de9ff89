import { expect, test } from 'vitest';
import type { ContainerView, ObjectDetail } from '../../worker/protocol.ts';
import { doableToNode, doableToPod, doableToWorkload } from './doable.ts';

const container = (probes: ContainerView['probes']): ContainerView => ({
  name: 'web',
  image: 'web',
  state: 'running',
  restarts: 0,
  env: [],
  untold: [],
  probes,
});

type Given = Pick<ObjectDetail, 'key' | 'pod' | 'annotations' | 'containers'>;

const POD: Given = {
  key: 'Pod/default/web',
  pod: { state: 'ready', owner: '' },
  annotations: {},
  containers: [container([])],
};

const words = (given: Given): readonly string[] => doableToPod(given).flatMap(({ word, off }) => (off ? [] : [word]));

test('a Pod that is not ready by itself is not offered a readiness that nobody took from it', () => {
  expect(words({ ...POD, pod: { state: 'not ready', owner: '' } })[0]).toBe('Make unready');
  expect(words({ ...POD, annotations: { 'portolan.dev/readiness': 'fail' } })[0]).toBe('Make ready');
});

test('liveness is offered where somebody asks for it', () => {
  expect(words(POD)).toEqual(['Make unready', 'Delete', 'Force delete']);
  const probed = { ...POD, containers: [container([{ kind: 'liveness', says: 'tcp :8080' }])] };
  expect(words(probed)).toContain('Fail liveness');
  expect(words({ ...probed, annotations: { 'portolan.dev/liveness': 'fail' } })).toContain('Restore liveness');
});

test('a Pod that is going can only be hurried', () => {
  expect(words({ ...POD, pod: { state: 'terminating', owner: '' } })).toEqual(['Force delete']);
});

test('a machine is offered the opposite of how it stands', () => {
  const at = (on: boolean, linked: boolean, cordoned: boolean) =>
    doableToNode('node-1', { on, linked, cordoned, taints: [] }).map(({ action }) => action.act);
  expect(at(true, true, false)).toEqual(['cordon', 'drain', 'drain', 'stop-node', 'cut-link']);
  expect(at(false, false, true)).toEqual(['uncordon', 'drain', 'drain', 'start-node', 'mend-link']);
});

test('only workloads with a rollout can be restarted', () => {
  const kinds = ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'Service'];
  expect(kinds.filter((kind) => doableToWorkload(`${kind}/default/web`).length > 0)).toEqual(kinds.slice(0, 3));
});
