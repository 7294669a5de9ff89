import { expect, test } from 'vitest';
import type { Thing } from '../../worker/protocol.ts';
import { store } from '../store/index.ts';
import { clusterEntries, pageCommands } from './entries.ts';

const POD: Thing = {
  kind: 'pod',
  id: 'Pod/default/web-1',
  name: 'web-1',
  namespace: 'default',
  address: '10.244.1.2',
  node: 'node-1',
  state: 'ready',
  since: 0,
  labels: { app: 'web' },
  services: [],
  owner: '',
  hostNetwork: false,
};

const NODE: Thing = {
  kind: 'node',
  id: 'Node//node-1',
  name: 'node-1',
  address: '192.168.50.11',
  podCIDR: '10.244.1.0/24',
  ready: true,
  pods: 1,
  proxy: { mode: 'nftables' },
  holes: [],
};

test('an object is found by its name, labels and address; a machine brings its rules', () => {
  const things = new Map([POD, NODE].map((thing) => [thing.id, thing]));
  const entries = clusterEntries({ ...store.getState(), things });
  expect(entries.map(({ says, about }) => [says, about])).toEqual([
    ['web-1', 'Pod · 10.244.1.2'],
    ['node-1', 'node · 192.168.50.11'],
    ['Rules of node-1', 'nftables'],
  ]);
  expect(entries[0]?.words).toContain('app=web');
  entries[2]?.run();
  expect(store.getState().selection).toEqual({ of: 'node', name: 'node-1' });
  expect(store.getState().panes.inspectorTab).toBe('rules');
});

test('a key that nothing listens to is no command', () => {
  const says = pageCommands(store.getState(), {}).map((entry) => entry.says);
  expect(says).toContain('Concept or Wire lens');
  expect(says).not.toContain('Keyboard and help');
  expect(pageCommands(store.getState(), { '?': () => undefined }).map((entry) => entry.says)).toContain(
    'Keyboard and help',
  );
});
