import { expect, test } from 'vitest';
import { nodeProxyModeOf, proxyModeOf, withNodeProxyMode, withProxyMode } from './proxy-mode.ts';

const NODE = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: node-1 # the first\nspec:\n  podCIDR: 10.244.1.0/24\n';
const cluster = (text: string) => [{ name: 'cluster.yaml', text }];
const textIn = (files: readonly { readonly text: string }[] | undefined): string => files?.[0]?.text ?? 'refused';

const CONFIGURATION = `apiVersion: v1
kind: ConfigMap
metadata: { name: kube-proxy, namespace: kube-system }
data:
  config.conf: |-
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: "iptables" # as kubeadm
    iptables:
      masqueradeAll: true
`;

test('without a configuration it is iptables, and switching writes one below the rest', () => {
  expect(proxyModeOf(cluster(NODE))).toBe('iptables');
  const switched = withProxyMode(cluster(NODE), 'nftables') ?? [];
  expect(textIn(switched).startsWith(`${NODE}---\n`)).toBe(true);
  expect(proxyModeOf(switched)).toBe('nftables');
});

test('switching there and back changes nothing but the word', () => {
  const there = withProxyMode(cluster(CONFIGURATION), 'nftables') ?? [];
  expect(textIn(there)).toBe(CONFIGURATION.replace('"iptables"', 'nftables'));
  expect(textIn(withProxyMode(there, 'iptables'))).toBe(CONFIGURATION.replace('"iptables"', 'iptables'));
});

test('a configuration that names no mode gets the line', () => {
  const without = cluster(CONFIGURATION.replace(/ {4}mode.*\n/, ''));
  expect(proxyModeOf(without)).toBe('iptables');
  expect(proxyModeOf(withProxyMode(without, 'nftables') ?? [])).toBe('nftables');
});

test('an empty mode is iptables and can be set', () => {
  const empty = cluster(CONFIGURATION.replace('"iptables"', '""'));
  expect(proxyModeOf(empty)).toBe('iptables');
  expect(proxyModeOf(withProxyMode(empty, 'nftables') ?? [])).toBe('nftables');
});

test('a Node gets a mode of its own, and loses it without a trace', () => {
  const own = withNodeProxyMode(cluster(NODE), 'node-1', 'nftables') ?? [];
  expect(nodeProxyModeOf(own, 'node-1')).toBe('nftables');
  expect(textIn(own)).toContain('  annotations:\n    portolan.dev/proxy-mode: nftables\n  name: node-1 # the first\n');
  expect(textIn(withNodeProxyMode(own, 'node-1', 'iptables'))).toContain('portolan.dev/proxy-mode: iptables\n');
  expect(textIn(withNodeProxyMode(own, 'node-1', undefined))).toBe(NODE);
  expect(withNodeProxyMode(cluster(NODE), 'node-9', 'nftables')).toBeUndefined();
});
