import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomFrom } from '../../../sim/index.ts';
import { emptySnapshot, Indexes } from '../etcd/index.ts';
import { bootstrap } from './bootstrap.ts';
import { Session } from './session.ts';

const KINDS = [
  ['v1', 'Namespace'],
  ['v1', 'Node'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['v1', 'Endpoints'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['portolan.dev/v1alpha1', 'Client'],
] as const;

/** Fields that mean something somewhere, and keys that a careless program trips over. */
const FIELDS = [
  'spec',
  'status',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'ports',
  'port',
  'targetPort',
  'nodePort',
  'type',
  'clusterIP',
  'clusterIPs',
  'selector',
  'matchLabels',
  'template',
  'containers',
  'initContainers',
  'env',
  'valueFrom',
  'fieldRef',
  'image',
  'readinessProbe',
  'httpGet',
  'dnsConfig',
  'searches',
  'strategy',
  'rollingUpdate',
  'endpoints',
  'addresses',
  'addressType',
  'conditions',
  'subsets',
  'ip',
  'from',
  'pod',
  'request',
  'every',
  'taints',
  'podCIDR',
  'externalIPs',
  'sessionAffinityConfig',
  'clientIP',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
];

const WORDS = [
  '',
  'web',
  'None',
  'ClusterIP',
  'NodePort',
  'ExternalName',
  'LoadBalancer',
  'TCP',
  '10.96.0.7',
  '1s',
  'http://web',
  'IPv4',
  'a/b/c',
  '\u0000',
  '25%',
];
const NUMBERS = [
  0,
  -1,
  1,
  80,
  30080,
  65536,
  1e21,
  1.5,
  Number.MAX_SAFE_INTEGER,
  2 ** 31,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false),
    fc.constantFrom(...WORDS),
    fc.constantFrom(...NUMBERS),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 5 }),
  ),
}));

const metadata = fc.oneof(
  value,
  fc.record({ name: fc.constantFrom('a', 'b', 'Kaputt'), labels: fc.constant({ app: 'a' }) }),
);

/** An object that is right in some places: a template with holes in which anything may stand. */
const document = fc
  .record({
    of: fc.constantFrom(...KINDS),
    metadata,
    spec: value,
    more: fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 3 }),
  })
  .map(({ of: [apiVersion, kind], more, ...parts }) => ({ ...more, ...parts, apiVersion, kind }));

/** A Service or a Pod whose known fields have values of nearly the right kind, so that it gets past decoding. */
const plausible = fc.oneof(
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Service'),
    metadata: fc.constant({ name: 'a' }),
    spec: fc.record(
      {
        type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'Odd'),
        clusterIP: fc.constantFrom('', 'None', '10.96.0.9', '10.96.0', '::1'),
        clusterIPs: fc.array(fc.constantFrom('None', '10.96.0.9', '::1'), { maxLength: 3 }),
        externalTrafficPolicy: fc.constantFrom('Local', 'Cluster', ''),
        healthCheckNodePort: fc.constantFrom(0, 30001, 99),
        ports: fc.array(
          fc.record({
            port: fc.constantFrom(0, 80, 81),
            nodePort: fc.constantFrom(0, 30001, 5),
            protocol: fc.constantFrom('TCP', 'UDP'),
          }),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    apiVersion: fc.constantFrom('v1', 'apps/v1'),
    kind: fc.constantFrom('Pod', 'Deployment', 'ReplicaSet'),
    metadata: fc.constant({ name: 'a' }),
    spec: fc.record(
      {
        containers: fc.array(
          fc.record({ name: fc.constantFrom('a', 'b'), ports: fc.constant([{}]) }, { requiredKeys: [] }),
        ),
      },
      { requiredKeys: [] },
    ),
  }),
);

function newSession(): Session {
  const session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  return session;
}

it('answers whatever is sent with an object or a Status, never with an exception', () => {
  const session = newSession();
  fc.assert(
    fc.property(fc.oneof(document, plausible), (one) => {
      for (const answer of [
        session.post({ value: one, duplicates: [] }),
        session.put({ value: one, duplicates: [] }),
      ]) {
        if (answer.result.ok) expect(answer.result.value.metadata.resourceVersion).toMatch(/^\d+$/);
        else expect(answer.result.status.message).not.toBe('');
      }
    }),
    { numRuns: 20_000 },
  );
});

it('answers a value that is nested beyond all measure', () => {
  let deep: unknown = 1;
  for (let i = 0; i < 3000; i++) deep = { a: deep };
  const value = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', annotations: deep }, spec: deep };
  expect(newSession().post({ value, duplicates: [] }).result.ok).toBe(false);
});

it('keeps what an update that changes nothing finds, revision and all', () => {
  fc.assert(
    fc.property(plausible, (one) => {
      const session = newSession();
      const created = session.post({ value: one, duplicates: [] }).result;
      if (!created.ok) return;
      expect(session.put({ value: created.value, duplicates: [] }).result).toEqual(created);
    }),
  );
});
