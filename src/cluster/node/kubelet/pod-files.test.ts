import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Pod, PodSpec } from '../../../api/index.ts';
import { hostNameOf, hostsFile } from './hosts-file.ts';
import { resolvConf } from './resolv-conf.ts';

const DNS = new URL('../../../../e2e/conformance/dns/', import.meta.url);

interface Recorded {
  readonly hostname: string;
  readonly domain: string;
  readonly resolvConf: string;
  readonly etcHosts: string;
}

const sortedOptions = (text: string): string =>
  text.replace(/^options (.*)$/m, (_, options: string) => `options ${options.split(' ').sort().join(' ')}`);

const recordings = readdirSync(DNS).filter((name) => name.startsWith('search-'));

test.each(recordings)('the resolver and hosts file of every Pod of %s are those that the kubelet made', (name) => {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, DNS), 'utf8');
  const objects = parseAllDocuments(read('input.yaml')).map((document) => document.toJS() as Pod);
  const { pods } = JSON.parse(read('expect.json')) as { pods: Record<string, Recorded> };
  for (const [key, recorded] of Object.entries(pods)) {
    const pod = objects.find(
      ({ kind, metadata }) => kind === 'Pod' && `${metadata.namespace ?? 'default'}/${metadata.name}` === key,
    ) as Pod;
    const ips = (pod.status?.podIPs ?? []).map(({ ip }) => ip);
    expect({
      ...hostNameOf(pod),
      resolvConf: sortedOptions(resolvConf(pod, read('node-resolv.conf')).text),
      etcHosts: hostsFile(pod, ips, undefined),
    }).toEqual(recorded);
  }
});

const pod = (spec: Partial<PodSpec>): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'till', namespace: 'shop' },
  spec: { containers: [], ...spec },
});

describe('resolv.conf', () => {
  const node = 'search corp.example.net example.com.\nnameserver 192.168.50.1\noptions timeout:1 ndots:2\n';

  it('appends the machine’s search list to the cluster’s, but none of its options', () => {
    expect(resolvConf(pod({}), node).text).toBe(
      'search shop.svc.cluster.local svc.cluster.local cluster.local corp.example.net example.com\nnameserver 10.96.0.10\noptions ndots:5\n',
    );
  });

  it('is the machine’s for ClusterFirst on the host’s network, the cluster’s for ClusterFirstWithHostNet', () => {
    expect(resolvConf(pod({ hostNetwork: true }), node).nameservers).toEqual(['192.168.50.1']);
    const both = pod({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
    expect(resolvConf(both, node).nameservers).toEqual(['10.96.0.10']);
  });

  it('replaces options of the same name, drops what was named twice, and keeps three servers', () => {
    const dnsConfig = {
      nameservers: ['10.96.0.10', '1.1.1.1', '8.8.8.8', '9.9.9.9'],
      searches: ['svc.cluster.local', 'shop.example'],
      options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
    };
    expect(resolvConf(pod({ dnsConfig })).text).toBe(
      'search shop.svc.cluster.local svc.cluster.local cluster.local shop.example\nnameserver 10.96.0.10\nnameserver 1.1.1.1\nnameserver 8.8.8.8\noptions ndots:2 edns0\n',
    );
  });

  it('cuts the search list at 32 domains and 2,048 characters', () => {
    const long = (i: number): string => `${'a'.repeat(60)}.${'b'.repeat(60)}.n${i}.example`;
    const short = Array.from({ length: 32 }, (_, i) => `n${i}.example`);
    expect(resolvConf(pod({ dnsConfig: { searches: short } })).searches).toHaveLength(32);
    const { searches } = resolvConf(pod({ dnsConfig: { searches: Array.from({ length: 25 }, (_, i) => long(i)) } }));
    expect(searches.join(' ').length).toBeLessThanOrEqual(2048);
    expect(searches.length).toBeGreaterThan(15);
  });
});

describe('/etc/hosts', () => {
  it('ends with the aliases of the Pod', () => {
    const hostAliases = [{ ip: '192.168.50.99', hostnames: ['printer', 'printer.shop'] }];
    const file = hostsFile(pod({ hostAliases }), ['10.244.1.2'], undefined);
    expect(
      file.endsWith('10.244.1.2\ttill\n\n# Entries added by HostAliases.\n192.168.50.99\tprinter\tprinter.shop\n'),
    ).toBe(true);
  });

  it('is the machine’s on the host’s network', () => {
    expect(hostsFile(pod({ hostNetwork: true }), ['192.168.50.11'], undefined)).toContain('(host network)');
  });

  it('cuts an override of 64 letters too, and gives it no domain', () => {
    const override = pod({ hostnameOverride: `${'a'.repeat(62)}.b`, subdomain: 'shop' });
    expect(hostNameOf(override)).toEqual({ hostname: 'a'.repeat(62), domain: '' });
  });

  it('cuts a hostname at 63 letters and leaves no dash at its end', () => {
    const name = `${'a'.repeat(62)}-b`;
    expect(hostNameOf({ ...pod({}), metadata: { name, namespace: 'shop' } }).hostname).toBe('a'.repeat(62));
  });
});
