import { expect, test } from 'vitest';
import { Cluster } from '../../cluster/cluster.ts';
import { applyAll, nothingApplied } from '../../kubectl/index.ts';
import { web } from '../town.fixture.ts';
import { rulesDetail } from './rules-detail.ts';

function linesOn(addresses: readonly string[]): readonly string[] {
  const ips = addresses.map((address) => `{type: InternalIP, address: '${address}'}`).join(', ');
  const node = `apiVersion: v1
kind: Node
metadata: {name: node-1, uid: u-1, resourceVersion: '7', creationTimestamp: '2025-06-01T10:00:00Z'}
spec: {podCIDR: 10.244.1.0/24}
status: {addresses: [${ips}], conditions: [{type: Ready, status: 'True'}]}
---
`;
  const cluster = new Cluster(1);
  cluster.write('you', (session) => applyAll([{ name: 'all.yaml', text: node + web() }], nothingApplied, session));
  cluster.advance(3000);
  return rulesDetail('node-1', cluster.world, cluster.reader, undefined).detail.text?.text.split('\n') ?? [];
}

test('a machine without IPv6 shows what iptables-save prints, and no more', () => {
  expect(linesOn(['192.168.50.11'])).not.toContain('# ip6tables-save');
  expect(linesOn(['192.168.50.11'])[0]).not.toBe('# iptables-save');
});

test('a machine with IPv6 shows both families, each under its name', () => {
  const lines = linesOn(['192.168.50.11', 'fd00:50::11']);
  const [four, six] = ['# iptables-save', '# ip6tables-save'].map((name) => lines.indexOf(name));
  expect(four).toBe(0);
  expect(six).toBeGreaterThan(0);
  expect(lines.slice(0, six)).toContain('*nat');
  expect(lines.slice(six)).toContain('*nat');
});
