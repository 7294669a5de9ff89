import { expect, test } from 'vitest';
import { randomFrom } from '../../../sim/index.ts';
import { emptySnapshot, Indexes } from '../etcd/index.ts';
import { bootstrap } from './bootstrap.ts';
import { type Answer, Session } from './session.ts';

type Fields = Readonly<Record<string, unknown>>;

const VERSIONS: Readonly<Record<string, string>> = {
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  ServiceCIDR: 'networking.k8s.io/v1',
};

function cluster(): Session {
  const session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  return session;
}

const object = (kind: string, fields: Fields, metadata: Fields = {}) => ({
  value: { apiVersion: VERSIONS[kind] ?? 'v1', kind, metadata: { name: 'one', ...metadata }, ...fields },
  duplicates: [],
});

function lines({ result }: Answer): readonly string[] {
  if (result.ok) return [];
  const { causes, code, message } = result.status;
  return causes ? causes.map((cause) => `${cause.field}: ${cause.message}`) : [`${code} ${message}`];
}

const refused = (...args: Parameters<typeof object>): readonly string[] => lines(cluster().post(object(...args)));

function changed(kind: string, first: Fields, then: Fields, metadata: Fields = {}): readonly string[] {
  const session = cluster();
  expect(lines(session.post(object(kind, first, metadata)))).toEqual([]);
  return lines(session.put(object(kind, then, metadata)));
}

const containers = [{ name: 'main', image: 'web:1' }];
const template = { metadata: { labels: { a: 'b' } }, spec: { containers } };
const workload = { spec: { selector: { matchLabels: { a: 'b' } }, template } };

test('an address of the other family is told of at the list of addresses', () => {
  const slice = { addressType: 'IPv4', endpoints: [{ addresses: ['fd00::1'] }], ports: [{ port: 80, name: 'A' }] };
  expect(refused('EndpointSlice', slice).map((line) => line.split(':')[0])).toEqual([
    'ports[0].name',
    'endpoints[0].addresses',
  ]);
});

test('IPv6 endpoints are written in their canonical form', () => {
  const slice = { addressType: 'IPv6', endpoints: [{ addresses: ['FD00::0:1'] }], ports: [] };
  expect(refused('EndpointSlice', slice)).toEqual([
    'endpoints[0].addresses[0]: Invalid value: "FD00::0:1": must be in canonical form ("fd00::1")',
  ]);
});

test('hints for Nodes are looked at', () => {
  const hints = { forNodes: [{ name: 'n' }, { name: 'n' }] };
  const slice = { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], hints }], ports: [] };
  expect(refused('EndpointSlice', slice)).toEqual(['endpoints[0].hints.forNodes[1].name: Duplicate value: "n"']);
});

test('IPv6 in Endpoints is warned about', () => {
  const { warnings } = cluster().post(object('Endpoints', { subsets: [{ addresses: [{ ip: 'FD00::1' }] }] }));
  expect(warnings[1]).toBe(
    'subsets[0].addresses[0].ip: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
  );
});

test('a range for Services is written in its canonical form', () => {
  expect(refused('ServiceCIDR', { spec: { cidrs: ['fd00:0::/112', 'fd01::/112'] } })).toEqual([
    'spec.cidrs[0]: Invalid value: "fd00:0::/112": must be in canonical form ("fd00::/112")',
    'spec.cidrs: Invalid value: ["fd00:0::/112","fd01::/112"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
  ]);
  expect(refused('ServiceCIDR', { spec: { cidrs: ['fd00::1/112'] } })).toEqual([
    'spec.cidrs[0]: Invalid value: "fd00::1/112": must not have bits set beyond the prefix length',
  ]);
});

test('the old class of an Ingress is warned about once, and not beside the new one', () => {
  const spec = { spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } } };
  const metadata = { annotations: { 'kubernetes.io/ingress.class': 'x' } };
  const session = cluster();
  expect(session.post(object('Ingress', spec, metadata)).warnings).toHaveLength(1);
  expect(session.put(object('Ingress', spec, metadata)).warnings).toEqual([]);
  const both = { spec: { ...spec.spec, ingressClassName: 'x' } };
  expect(cluster().post(object('Ingress', both, metadata)).warnings).toEqual([]);
});

test('a Deployment whose name is no DNS label is warned about when it is made, its template when it changes', () => {
  const session = cluster();
  const doubled = [{ name: 'main', image: 'web:1', ports: [{ containerPort: 80 }, { containerPort: 80 }] }];
  const twice = { spec: { ...workload.spec, template: { ...template, spec: { containers: doubled } } } };
  const clash =
    'spec.template.spec.containers[0].ports[1]: duplicate port definition with spec.template.spec.containers[0].ports[0]';
  const name = { name: 'web.v1' };
  expect(session.post(object('Deployment', twice, name)).warnings).toEqual([
    'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
    clash,
  ]);
  expect(session.put(object('Deployment', twice, name)).warnings).toEqual([]);
  const more = { spec: { ...twice.spec, replicas: 2 } };
  expect(session.put(object('Deployment', more, name)).warnings).toEqual([clash]);
});

test('a StatefulSet that keeps every revision is warned about', () => {
  const spec = { spec: { ...workload.spec, revisionHistoryLimit: -1 } };
  expect(cluster().post(object('StatefulSet', spec)).warnings).toEqual([
    'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
  ]);
});

test('a Pod is asked for an image without spaces, a template is not', () => {
  const spaced = [{ name: 'main', image: ' web:1' }];
  expect(refused('Pod', { spec: { containers: spaced } })).toEqual([
    'spec.containers[0].image: Invalid value: " web:1": must not have leading or trailing whitespace',
  ]);
  const spec = { ...workload.spec, template: { ...template, spec: { containers: spaced } } };
  expect(refused('Deployment', { spec })).toEqual([]);
});

test('a Pod says what its deletion costs in a number of 32 bits', () => {
  const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '+1' };
  expect(refused('Pod', { spec: { containers } }, { annotations })).toEqual([
    'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer',
  ]);
});

test('a resource without a domain is refused by two rules, one of Kubernetes’ own by none', () => {
  const resources = { requests: { speed: '1', 'kubernetes.io/x': '1' } };
  const at = 'spec.containers[0].resources.requests[speed]';
  expect(refused('Pod', { spec: { containers: [{ ...containers[0], resources }] } })).toEqual([
    `${at}: Invalid value: "speed": must be a standard resource type or fully qualified`,
    `${at}: Invalid value: "speed": must be a standard resource for containers`,
  ]);
});

test('a contained container that is privileged is quoted as Go holds it', () => {
  const securityContext = { privileged: true, allowPrivilegeEscalation: false };
  expect(refused('Pod', { spec: { containers: [{ ...containers[0], securityContext }] } })).toEqual([
    'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
  ]);
});

test('a container has a word of its own for when it starts again', () => {
  const odd = [{ ...containers[0], restartPolicy: 'Sometimes' }];
  expect(refused('Pod', { spec: { containers: odd } })).toEqual([
    'spec.containers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"',
  ]);
});

test('a gated Pod may be given more to look for', () => {
  const gated = {
    containers,
    schedulingGates: [{ name: 'x' }],
    nodeSelector: { a: 'b' },
    serviceAccountName: 'default',
  };
  const account = { ...gated, serviceAccount: 'default' };
  expect(changed('Pod', { spec: account }, { spec: { ...account, nodeSelector: { a: 'b', c: 'd' } } })).toEqual([]);
  expect(changed('Pod', { spec: account }, { spec: { ...account, nodeSelector: { c: 'd' } } })).toEqual([
    'spec.nodeSelector: Invalid value: {"c":"d"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
  ]);
});

test('the same taint twice, and what a Node may not change', () => {
  const taints = [
    { key: 'a', effect: 'NoExecute' },
    { key: 'a', effect: 'NoExecute' },
  ];
  expect(refused('Node', { spec: { taints } })).toEqual([
    'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
  ]);
  const first = { spec: { podCIDR: '10.1.0.0/24', providerID: 'x' } };
  expect(changed('Node', first, { spec: { podCIDR: '10.2.0.0/24', providerID: 'y' } })).toEqual([
    'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
  ]);
});

test('a Namespace keeps the finalizers it is made with, and has one of its own', () => {
  expect(refused('Namespace', { spec: { finalizers: ['mine'] } })).toEqual([
    'spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
  ]);
  const { result } = cluster().post(object('Namespace', { spec: { finalizers: ['x.io/a'] } }));
  expect(result.ok && result.value).toMatchObject({ spec: { finalizers: ['x.io/a', 'kubernetes'] } });
});

test('a Secret for a registry says what is wrong with its JSON', () => {
  const secret = (text: string): readonly string[] =>
    refused('Secret', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': text } });
  const redacted = 'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>":';
  expect(secret('hi')).toEqual([`${redacted} invalid character 'h' looking for beginning of value`]);
  expect(secret('')).toEqual([`${redacted} unexpected end of JSON input`]);
  expect(secret('[]')).toEqual([
    `${redacted} json: cannot unmarshal array into Go value of type map[string]interface {}`,
  ]);
});

test('what is not there is a nil pointer in quotes', () => {
  expect(changed('Deployment', workload, { spec: { template } }).at(-1)).toBe(
    'spec.selector: Invalid value: "null": field is immutable',
  );
});

test('what is zero is not stored, unless Go has a pointer for it', () => {
  const spec = {
    ports: [{ name: '', port: 80, nodePort: 0 }],
    selector: {},
    externalIPs: [],
    publishNotReadyAddresses: false,
    allocateLoadBalancerNodePorts: false,
    type: 'LoadBalancer',
  };
  const { result } = cluster().post(object('Service', { spec }, { labels: {}, selfLink: '/x' }));
  expect(result.ok && result.value).toMatchObject({ spec: { allocateLoadBalancerNodePorts: false } });
  expect(result.ok && Object.keys(result.value.metadata).sort()).toEqual(
    ['creationTimestamp', 'generation', 'name', 'namespace', 'resourceVersion', 'uid'].sort(),
  );
  const kept = result.ok ? Object.keys((result.value as unknown as { spec: object }).spec) : [];
  expect(kept.filter((field) => ['selector', 'externalIPs', 'publishNotReadyAddresses'].includes(field))).toEqual([]);
});

test('a structure without fields is stored, an empty list of containers is refused', () => {
  const volumes = [{ name: 'v', emptyDir: {} }];
  const { result } = cluster().post(object('Pod', { spec: { containers, volumes, hostNetwork: false } }));
  expect(result.ok && result.value).toMatchObject({ spec: { volumes } });
  expect(refused('Pod', { spec: { containers: [] } })).toEqual(['spec.containers: Required value']);
});

test('faults come before the name that is taken, and a version that is given before that', () => {
  const session = cluster();
  session.post(object('ConfigMap', {}));
  expect(lines(session.post(object('ConfigMap', { data: { '..': '' } })))).toEqual([
    'data[..]: Invalid value: "..": must not be \'..\'',
  ]);
  expect(lines(session.post(object('ConfigMap', {}, { resourceVersion: '7' })))).toEqual([
    '500 resourceVersion should not be set on objects to be created',
  ]);
  expect(lines(session.post(object('ConfigMap', {})))).toEqual(['409 configmaps "one" already exists']);
});

function unreadable(kind: string, fields: Fields): string {
  const [line = ''] = refused(kind, fields);
  return line.slice(line.indexOf('json: cannot unmarshal ') + 'json: cannot unmarshal '.length);
}

test('a whole number wider than its field is not read', () => {
  expect(unreadable('Service', { spec: { ports: [{ port: 4294967296 }] } })).toBe(
    'number 4294967296 into Go struct field ServicePort.spec.ports.port of type int32',
  );
  expect(refused('Pod', { spec: { containers, terminationGracePeriodSeconds: 4294967296 } })).toEqual([]);
});

test('a port that is neither a number nor a name is not read', () => {
  const typed = (targetPort: unknown): string => unreadable('Service', { spec: { ports: [{ port: 80, targetPort }] } });
  const field = 'into Go struct field ServicePort.spec.ports.targetPort of type int32';
  expect(typed(true)).toBe(`bool ${field}`);
  expect(typed(80.5)).toBe(`number 80.5 ${field}`);
});

test('a field of the wrong type is told of with the name of its type', () => {
  expect(unreadable('Service', { spec: { type: 5, ports: [{ port: 80 }] } })).toBe(
    'number into Go struct field ServiceSpec.spec.type of type v1.ServiceType',
  );
  expect(unreadable('Service', { spec: { ports: [{ port: 80 }], ipFamilies: 'IPv4' } })).toBe(
    'string into Go struct field ServiceSpec.spec.ipFamilies of type []v1.IPFamily',
  );
  expect(unreadable('Secret', { data: { a: 1 } })).toBe('number into Go struct field Secret.data of type []uint8');
});

test('the faults of a changed DaemonSet or ReplicaSet are told of twice', () => {
  const less = { spec: { ...workload.spec, minReadySeconds: -1 } };
  const fault = 'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0';
  expect(changed('ReplicaSet', workload, less)).toEqual([fault, fault]);
  expect(changed('DaemonSet', workload, less)).toEqual([fault, fault]);
  expect(changed('Deployment', workload, less)).toEqual([fault]);
});

test('a DaemonSet is warned about its template when the template changes', () => {
  const doubled = [{ name: 'main', image: 'web:1', ports: [{ containerPort: 80 }, { containerPort: 80 }] }];
  const twice = { spec: { ...workload.spec, template: { ...template, spec: { containers: doubled } } } };
  const session = cluster();
  expect(session.post(object('DaemonSet', twice)).warnings).toHaveLength(1);
  expect(session.put(object('DaemonSet', { spec: { ...twice.spec, minReadySeconds: 1 } })).warnings).toEqual([]);
});

test('a StatefulSet is taken with a template that makes no Pods', () => {
  const named = { ...template, spec: { containers: [{ name: 'A_b' }] } };
  expect(refused('StatefulSet', { spec: { ...workload.spec, template: named } })).toEqual([]);
  expect(refused('StatefulSet', { spec: { ...workload.spec, template: { metadata: template.metadata } } })).toEqual([]);
  const terms = { preferredDuringSchedulingIgnoredDuringExecution: [{}] };
  const holes = {
    affinity: { nodeAffinity: terms, podAffinity: terms },
    hostAliases: [{}, {}],
    topologySpreadConstraints: [{}],
    containers: [{ env: [{}, {}], ports: [{}, { hostIP: '1' }] }],
  };
  expect(refused('StatefulSet', { spec: { ...workload.spec, template: { ...template, spec: holes } } })).toEqual([]);
  const once = { ...template, spec: { containers, restartPolicy: 'Never' } };
  expect(refused('StatefulSet', { spec: { ...workload.spec, template: once } })).toEqual([
    'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
  ]);
});
