import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Service } from '../../../api/index.ts';
import { endpointsOf } from './endpoints.ts';
import { servicePorts } from './service-port.ts';

const service = (labels: Record<string, string> = {}, spec: Partial<Service['spec']> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default', labels },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.80',
    clusterIPs: ['10.96.0.80', 'FD00:10:96:0::80'],
    ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    ...spec,
  },
});

const slice = (labels: Record<string, string>, port: number | undefined, ...addresses: string[]): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-1', namespace: 'default', labels },
  addressType: 'IPv6',
  ports: [{ name: '', protocol: 'TCP', ...(port !== undefined && { port }) }],
  endpoints: addresses.map((address) => ({ addresses: [address] })),
});

describe('a Service', () => {
  it.each(['service.kubernetes.io/service-proxy-name', 'service.kubernetes.io/headless'])(
    'is never heard of with the label %s, whatever its value is',
    (label) => {
      expect(servicePorts(service({ [label]: '' }), 'ip')).toEqual([]);
      expect(servicePorts(service(), 'ip')).toHaveLength(1);
    },
  );

  it('has its IPv6 addresses in rules as they are usually written', () => {
    const spec = { externalIPs: ['FD00:51:0:0::7', '198.51.100.7'] };
    const [port] = servicePorts(service({}, spec), 'ip6');
    expect(port).toMatchObject({ clusterIP: 'fd00:10:96::80', externalIPs: ['fd00:51::7'] });
  });

  it('keeps an external address that is listed twice twice', () => {
    const [port] = servicePorts(service({}, { externalIPs: ['198.51.100.7', '198.51.100.7'] }), 'ip');
    expect(port?.externalIPs).toEqual(['198.51.100.7', '198.51.100.7']);
  });
});

describe('the endpoints of a Service port', () => {
  const [port] = servicePorts(service(), 'ip6');
  const addresses = (...slices: EndpointSlice[]) => port && endpointsOf(port, slices, 'ip6').map(({ ip }) => ip);

  it('are written as usual, and one that is written in two ways is one', () => {
    expect(addresses(slice({}, 80, 'fd00:0:0::7', 'FD00::7'))).toEqual(['fd00::7']);
  });

  it('are not those of slices that are for somebody else, nor of ports without a number', () => {
    expect(addresses(slice({ 'service.kubernetes.io/headless': '' }, 80, 'fd00::7'))).toEqual([]);
    expect(addresses(slice({}, 0, 'fd00::7'))).toEqual([]);
    expect(addresses(slice({}, undefined, 'fd00::7'))).toEqual([]);
  });
});
