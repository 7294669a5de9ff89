import { expect, test } from 'vitest';
import { randomFrom } from '../../../sim/index.ts';
import { emptySnapshot, Indexes } from '../etcd/index.ts';
import { bootstrap } from './bootstrap.ts';
import { Session } from './session.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A cluster that is only written to. */
function cluster(): Session {
  const session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  return session;
}

const kinds = {
  ConfigMap: 'v1',
  Secret: 'v1',
  Pod: 'v1',
  Service: 'v1',
  Node: 'v1',
  Endpoints: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  ServiceCIDR: 'networking.k8s.io/v1',
} as const;

/** An object called `one`. */
function object(kind: keyof typeof kinds, fields: Fields, metadata: Fields = {}) {
  return {
    value: { apiVersion: kinds[kind], kind, metadata: { name: 'one', ...metadata }, ...fields },
    duplicates: [],
  };
}

/** The causes of a refusal as lines, or its message when it has none. */
function refusal({ result }: ReturnType<Session['post']>): readonly string[] {
  if (result.ok) return [];
  const { causes, code, message } = result.status;
  return causes ? causes.map((cause) => `${cause.field}: ${cause.message}`) : [`${code} ${message}`];
}

const refused = (...args: Parameters<typeof object>): readonly string[] => refusal(cluster().post(object(...args)));

test('what is immutable stays, and stays immutable', () => {
  const session = cluster();
  session.post(object('ConfigMap', { immutable: true, data: { a: '1' } }));
  expect(refusal(session.put(object('ConfigMap', { data: { a: '2' } })))).toEqual([
    'immutable: Forbidden: field is immutable when `immutable` is set',
    'data: Forbidden: field is immutable when `immutable` is set',
  ]);
  expect(refusal(session.put(object('ConfigMap', { immutable: true, data: { a: '1' } })))).toEqual([]);
});

test('a key of a ConfigMap stands in one of its maps', () => {
  expect(refused('ConfigMap', { data: { a: 'x', 'b c': '' }, binaryData: { a: 'eA==' } })).toEqual([
    'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    "data[b c]: Invalid value: \"b c\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
  ]);
});

test('a Secret holds what its type asks for, in base64', () => {
  expect(refused('Secret', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } })).toEqual([
    'data[tls.key]: Required value',
  ]);
  expect(
    refused('Secret', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{' } }),
  ).toEqual(['data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected end of JSON input']);
  expect(refused('Secret', { data: { a: 'not base64!' } })).toEqual([
    '400 Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 3',
  ]);
});

test('an EndpointSlice has addresses of its family and ports of different names', () => {
  const endpoints = [
    { addresses: ['10.0.0.1', '::1', '10.0.0.01'] },
    {
      addresses: ['127.0.0.1'],
      hostname: 'a.b',
      nodeName: 'Node',
      hints: { forZones: [{ name: 'a' }, { name: 'a' }] },
    },
  ];
  const ports = [{ port: 80 }, { port: 81 }];
  expect(
    refused('EndpointSlice', { addressType: 'IPv4', endpoints, ports }).map((line) => line.split(' (e.g.')[0]),
  ).toEqual([
    'ports[1].name: Duplicate value: ""',
    'endpoints[0].addresses: Invalid value: "::1": must be an IPv4 address',
    'endpoints[0].addresses[1]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    'endpoints[0].addresses[2]: Invalid value: "10.0.0.01": must not have leading 0s',
    'endpoints[1].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    "endpoints[1].nodeName: Invalid value: \"Node\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    'endpoints[1].hostname: Invalid value: "a.b": must not contain dots',
    'endpoints[1].hints.forZones[1].name: Duplicate value: "a"',
  ]);
});

test('Endpoints have names and protocols that exist', () => {
  const subsets = [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ name: 'A', port: 80, protocol: 'HTTP' }] }];
  const found = refused('Endpoints', { subsets });
  expect(found).toHaveLength(2);
  expect(found[1]).toBe(
    'subsets[0].ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
  );
});

test('ranges are written as ranges', () => {
  const lines = ['10.0.0.1/24', '10.0.00.0/24', '10.0.0.0/33'].map((cidr) =>
    refused('ServiceCIDR', { spec: { cidrs: [cidr] } }).map((line) => line.slice(line.lastIndexOf('": ') + 3)),
  );
  expect(lines).toEqual([
    ['must not have bits set beyond the prefix length'],
    ['must not have leading 0s in IP or prefix length'],
    ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
  ]);
});

test('metadata: owners, finalizers and the size of annotations', () => {
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u', controller: true };
  const metadata = {
    ownerReferences: [owner, { ...owner, name: 'b', uid: '' }],
    finalizers: ['odd'],
    annotations: { a: 'é'.repeat(140_000) },
  };
  const found = refused('ConfigMap', {}, metadata);
  expect(found[0]).toBe('metadata.annotations: Too long: may not be more than 262144 bytes');
  expect(found[1]).toBe('metadata.ownerReferences.uid: Invalid value: "": must not be empty');
  expect(found[2]).toContain('Found "true" in references for Pod/a and Pod/b');
  expect(found[3]).toBe(
    'metadata.finalizers[0]: Invalid value: "odd": name is neither a standard finalizer name nor is it fully qualified',
  );
});

test('a Pod acts as an account and ranks as a class that exist', () => {
  const pod = (more: Fields) => refused('Pod', { spec: { containers: [{ name: 'a', image: 'a:1' }], ...more } });
  expect(pod({ serviceAccountName: 'ghost' })).toEqual([
    '403 pods "one" is forbidden: error looking up service account default/ghost: serviceaccount "ghost" not found',
  ]);
  expect(pod({ priorityClassName: 'high' })).toEqual([
    '403 pods "one" is forbidden: no PriorityClass with name high was found',
  ]);
  expect(pod({ priorityClassName: 'system-node-critical' })).toEqual([]);
});
