import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Service } from '../../../api/index.ts';
import { iptablesSave, nftListTable } from '../netfilter/index.ts';
import { defaultFlags, type ProxyFlags } from './node-info.ts';
import { fullSync, type ProxyMode, startProxier } from './proxier.ts';

const node = {
  name: 'node-1',
  addresses: ['192.168.50.11'],
  zone: '',
  podCIDRs: ['fd00:10:244:1::/64', '10.244.1.0/24'],
};

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    type: 'NodePort',
    clusterIP: '10.96.0.80',
    clusterIPs: ['10.96.0.80'],
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30_080 }],
  },
} as unknown as Service;

const slice: EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-1', namespace: 'default' },
  addressType: 'IPv4',
  ports: [{ name: '', port: 8080, protocol: 'TCP' }],
  endpoints: [{ addresses: ['10.244.1.7'], nodeName: 'node-1', conditions: { ready: true } }],
};

/** The lines that say something, of a node whose kube-proxy got these flags. */
function lines(mode: ProxyMode, flags: Partial<ProxyFlags>, said: string): string[] {
  const start = startProxier(mode, node, { ...defaultFlags, ...flags }, 'ip');
  const proxier = fullSync(start, [{ service, slices: [slice] }]);
  const all = proxier.mode === 'nftables' ? nftListTable(proxier.table) : iptablesSave(proxier.ruleSet);
  return all.map(({ text }) => text.trim()).filter((text) => text.includes(said));
}

describe('traffic of Pods', () => {
  it.each([
    [{ detectLocal: 'NodeCIDR' }, '-s 10.244.1.0/24', 'ip saddr 10.244.1.0/24'],
    [{ detectLocal: 'BridgeInterface', bridgeInterface: 'cni0' }, '-i cni0', 'iifname "cni0"'],
    [{ detectLocal: 'InterfaceNamePrefix', interfaceNamePrefix: 'veth' }, '-i veth+', 'iifname "veth*"'],
  ] as const)('is told by what the flags say: %o', (flags, iptables, nftables) => {
    expect(lines('iptables', flags, '"pod traffic for')[0]).toContain(` ${iptables} -m comment`);
    expect(lines('nftables', flags, 'short-circuit pod traffic')[0]).toContain(nftables);
  });

  it('is not told apart when nothing says how', () => {
    const flags = { clusterCIDRs: [] };
    expect(lines('iptables', flags, 'pod traffic for')).toEqual([]);
    expect(lines('iptables', flags, '-d 10.96.0.80/32').filter((line) => line.includes('MARK-MASQ'))).toEqual([]);
    expect(lines('nftables', flags, 'from outside cluster')).toEqual([]);
  });

  it('from elsewhere is masqueraded, whose interface stands behind the addresses', () => {
    const flags = { detectLocal: 'BridgeInterface', bridgeInterface: 'cni0' } as const;
    expect(lines('iptables', flags, '! -i cni0')[0]).toMatch(/-A KUBE-SVC-\w+ -d 10\.96\.0\.80\/32 ! -i cni0 -p tcp /);
    expect(lines('nftables', flags, 'from outside cluster')[0]).toContain('iifname != "cni0"');
  });
});

it('marks with another bit when told so', () => {
  const flags = { masqueradeBit: 15 };
  expect(lines('iptables', flags, '--set-xmark')).toEqual([
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x8000/0x8000',
    '-A KUBE-POSTROUTING -j MARK --set-xmark 0x8000/0x0',
  ]);
  expect(lines('nftables', flags, '0x00004000')).toEqual([]);
  expect(lines('nftables', flags, '0x00008000').length).toBeGreaterThan(2);
});

it('lets pass what conntrack calls invalid when told to be liberal', () => {
  expect(lines('iptables', {}, '--ctstate INVALID')).toHaveLength(1);
  expect(lines('iptables', { conntrackTCPBeLiberal: true }, '--ctstate INVALID')).toEqual([]);
});
