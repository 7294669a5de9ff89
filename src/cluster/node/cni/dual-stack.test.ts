import { expect, it } from 'vitest';
import type { Node, Pod } from '../../../api/index.ts';
import { machineConfig, networkOf } from './pod-network.ts';

const node = (number: number): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${number}` },
  spec: { podCIDR: `10.244.${number}.0/24`, podCIDRs: [`10.244.${number}.0/24`, `fd00:10:244:${number}::/64`] },
  status: {
    addresses: [`192.168.50.1${number}`, `fd00:50::1${number}`].map((address) => ({ type: 'InternalIP', address })),
  },
});

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default' },
  spec: { nodeName: 'node-2', containers: [] },
  status: { phase: 'Running', podIP: '10.244.2.7', podIPs: [{ ip: '10.244.2.7' }, { ip: 'fd00:10:244:2::7' }] },
} as unknown as Pod;

const config = (name: string) => machineConfig(networkOf([node(1), node(2)], [pod]), name);

it('a dual-stack Pod is reached by both of its addresses', () => {
  for (const ip of ['10.244.2.7', 'fd00:10:244:2::7']) {
    expect(config('node-1')?.route(ip)).toEqual({ to: 'machine', machine: 'node-2' });
    expect(config('node-2')?.route(ip)).toEqual({ to: 'host', host: 'Pod/default/web' });
  }
});

it('a dual-stack node has an address and a bridge of each family', () => {
  const own = config('node-1');
  expect(own?.ip).toEqual({ network: '192.168.50.11', bridge: '10.244.1.1' });
  expect(own?.ip6).toEqual({ network: 'fd00:50::11', bridge: 'fd00:10:244:1::1' });
  expect(['fd00:50::11', 'fd00:10:244:1::1', '::1', 'fd00:50::12'].map((ip) => own?.isLocal(ip))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
