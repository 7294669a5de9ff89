import fc from 'fast-check';
import type { EndpointSlice, Service } from '../../../api/index.ts';
import type { NodeInfo } from './node-info.ts';
import type { ServiceChange, ServiceInput } from './service-input.ts';

export const node: NodeInfo = { name: 'node-1', addresses: ['192.168.50.11', 'fd00:50::11'], zone: 'zone-a' };

const NAMES = ['a', 'a-b', 'b', 'large'];
const port = fc.record({
  name: fc.constantFrom('http', 'dns'),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  nodePort: fc.constantFrom(0, 30_080, 30_081),
});

const spec = fc.record({
  type: fc.constantFrom('ClusterIP' as const, 'NodePort' as const, 'LoadBalancer' as const),
  ports: fc.uniqueArray(port, { selector: (one) => one.name, minLength: 1, maxLength: 2 }),
  internal: fc.constantFrom('Cluster' as const, 'Local' as const),
  external: fc.constantFrom('Cluster' as const, 'Local' as const),
  sticky: fc.boolean(),
  externalIPs: fc.subarray(['198.51.100.7', 'fd00:51::7']),
  ranges: fc.subarray(['203.0.113.0/24', '192.168.50.0/24', 'fd00:50::/64']),
});

type Spec = typeof spec extends fc.Arbitrary<infer S> ? S : never;

function serviceOf(name: string, { type, ports, internal, external, sticky, externalIPs, ranges }: Spec): Service {
  const number = NAMES.indexOf(name) + 10;
  const outside = type === 'ClusterIP' && externalIPs.length === 0 ? {} : { externalTrafficPolicy: external };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: {
      type,
      clusterIP: `10.96.0.${number}`,
      clusterIPs: [`10.96.0.${number}`, `fd00:10:96::${number}`],
      ports: ports.map(({ nodePort, ...one }, i) => ({
        ...one,
        port: 80 + i,
        targetPort: one.name,
        ...(type !== 'ClusterIP' && nodePort > 0 && { nodePort: nodePort + number + 100 * i }),
      })),
      internalTrafficPolicy: internal,
      ...outside,
      externalIPs,
      sessionAffinity: sticky ? 'ClientIP' : 'None',
      ...(sticky && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 90 } } }),
      ...(type === 'LoadBalancer' && { loadBalancerSourceRanges: ranges, healthCheckNodePort: 31_000 + number }),
    },
    status:
      type === 'LoadBalancer'
        ? { loadBalancer: { ingress: [{ ip: `198.51.100.${number}` }, { ip: `fd00:51::${number}` }] } }
        : {},
  };
}

const endpoint = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  nodeName: fc.constantFrom('node-1', 'node-2'),
  conditions: fc.constantFrom(
    { ready: true, serving: true, terminating: false },
    { ready: false, serving: true, terminating: true },
    { ready: false, serving: false, terminating: false },
  ),
  zone: fc.constantFrom(undefined, 'zone-a', 'zone-b'),
});

type EndpointSpec = typeof endpoint extends fc.Arbitrary<infer E> ? E : never;

function sliceOf(service: string, type: 'IPv4' | 'IPv6', endpoints: readonly EndpointSpec[]): EndpointSlice {
  const v4 = (number: number): string => `10.244.${1 + Math.floor(number / 250)}.${number % 250}`;
  const address = (number: number): string => (type === 'IPv4' ? v4(number) : `fd00:10:244::${number}`);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${service}-${type.toLowerCase()}`, namespace: 'shop' },
    addressType: type,
    ports: [
      { name: 'http', protocol: 'TCP', port: 8080 },
      { name: 'dns', protocol: 'UDP', port: 53 },
    ],
    endpoints: endpoints.map(({ number, zone, ...one }) => ({
      ...one,
      addresses: [address(number)],
      ...(zone !== undefined && { hints: { forZones: [{ name: zone }] } }),
    })),
  };
}

const MANY = Array.from(
  { length: 1001 },
  (_, i): EndpointSpec => ({
    number: 1000 + i,
    nodeName: i % 2 === 0 ? 'node-1' : 'node-2',
    conditions: { ready: true, serving: true, terminating: false },
    zone: undefined,
  }),
);

const input = (name: string): fc.Arbitrary<ServiceInput> =>
  fc.record({ spec, endpoints: fc.array(endpoint, { maxLength: 4 }), many: fc.boolean() }).map((made) => ({
    service: serviceOf(name, made.spec),
    slices: (['IPv4', 'IPv6'] as const).map((type) =>
      sliceOf(name, type, name === 'large' && made.many ? MANY : made.endpoints),
    ),
  }));

/** What happens to Services one after the other: one comes, becomes another, or goes. */
export const history: fc.Arbitrary<readonly ServiceChange[]> = fc.array(
  fc
    .constantFrom(...NAMES)
    .chain((name) =>
      fc
        .option(input(name), { nil: undefined, freq: 4 })
        .map((made): ServiceChange => ({ key: `shop/${name}`, input: made })),
    ),
  { minLength: 1, maxLength: 8 },
);
