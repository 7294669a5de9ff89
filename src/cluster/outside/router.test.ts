import { expect, it } from 'vitest';
import { routerConfig } from './router.ts';

const router = routerConfig({
  nodeOf: (ip) => (ip === '192.168.50.11' ? 'node-1' : undefined),
  hostOf: (ip) => (['203.0.113.10', '198.51.100.53'].includes(ip) ? 'client' : undefined),
  routes: { '10.96.0.0/12': 'node-1', '10.96.8.0/24': 'node-2', '198.51.100.30': 'node-3' },
});

it('knows the nodes, the hosts outside with all their addresses, and itself', () => {
  expect(router.route('192.168.50.11')).toEqual({ to: 'machine', machine: 'node-1' });
  expect(router.route('198.51.100.53')).toEqual({ to: 'host', host: 'client' });
  expect(router.route('203.0.113.1')).toEqual({ to: 'self' });
});

it('takes the longest route', () => {
  expect(router.route('10.100.0.1')).toEqual({ to: 'machine', machine: 'node-1' });
  expect(router.route('10.96.8.1')).toEqual({ to: 'machine', machine: 'node-2' });
  expect(router.route('198.51.100.30')).toEqual({ to: 'machine', machine: 'node-3' });
});

it('asks in vain for addresses of its own sides, and has no route to any other', () => {
  expect(router.route('192.168.50.99')).toMatchObject({ to: 'nobody', on: 'network' });
  expect(router.route('203.0.113.99')).toMatchObject({ to: 'nobody', on: 'bridge' });
  expect(router.route('198.51.100.31').to).toBe('nowhere');
  expect(router.route('10.244.1.5').to).toBe('nowhere');
});
