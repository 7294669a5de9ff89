import { expect, it } from 'vitest';
import type { EndpointSlice, Service } from '../../../api/index.ts';
import { staleEntries } from './conntrack-cleanup.ts';
import type { ServiceInput } from './service-input.ts';

function dns(protocol: 'UDP' | 'TCP', ...serving: readonly string[]): ServiceInput {
  const service = {
    kind: 'Service',
    metadata: { name: 'dns', namespace: 'kube-system' },
    spec: {
      type: 'NodePort',
      clusterIP: '10.96.0.10',
      externalIPs: ['198.51.100.1'],
      ports: [{ port: 53, protocol, nodePort: 30_053 }],
    },
  } as unknown as Service;
  const slice = {
    metadata: { name: 'dns-1', namespace: 'kube-system' },
    addressType: 'IPv4',
    ports: [{ name: '', port: 5353, protocol }],
    endpoints: serving.map((ip) => ({ addresses: [ip], conditions: { ready: true } })),
  } as unknown as EndpointSlice;
  return { service, slices: [slice] };
}

const entry = (to: string, port: number, from: string, protocol = 'udp') => ({
  protocol,
  originalDestination: { ip: to, port },
  replySource: { ip: from, port: 5353 },
});

const stale = staleEntries([dns('UDP', '10.244.1.7')]);

it.each([
  ['the cluster IP', entry('10.96.0.10', 53, '10.244.1.6')],
  ['an external IP', entry('198.51.100.1', 53, '10.244.1.6')],
  ['a node port, whatever the address', entry('192.168.50.12', 30_053, '10.244.1.6')],
  ['the cluster IP, which nobody rewrote', entry('10.96.0.10', 53, '10.96.0.10')],
])('deletes a conversation with %s that a gone endpoint answers', (_, one) => {
  expect(stale(one)).toBe(true);
});

it.each([
  ['a serving endpoint answers', entry('10.96.0.10', 53, '10.244.1.7')],
  ['is not about a Service', entry('10.96.0.10', 54, '10.244.1.6')],
  ['is TCP', entry('10.96.0.10', 53, '10.244.1.6', 'tcp')],
])('leaves a conversation that %s', (_, one) => {
  expect(stale(one)).toBe(false);
});

it('leaves a Service without serving endpoints alone', () => {
  expect(staleEntries([dns('UDP')])(entry('10.96.0.10', 53, '10.244.1.6'))).toBe(false);
});

it('has nothing to do with TCP Services', () => {
  expect(staleEntries([dns('TCP', '10.244.1.7')])(entry('10.96.0.10', 53, '10.244.1.6'))).toBe(false);
});
