import { expect, test } from 'vitest';
import { randomFrom } from '../../../../../sim/index.ts';
import { emptySnapshot, Indexes } from '../../../etcd/index.ts';
import { bootstrap } from '../../bootstrap.ts';
import { type Answer, Session } from '../../session.ts';

type Fields = Readonly<Record<string, unknown>>;

function cluster(): Session {
  const session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  return session;
}

const service = (spec: Fields, metadata: Fields = {}, name = 'one') => ({
  value: { apiVersion: 'v1', kind: 'Service', metadata: { name, ...metadata }, spec },
  duplicates: [],
});

function lines({ result }: Answer): readonly string[] {
  if (result.ok) return [];
  const { causes, code, message } = result.status;
  return causes ? causes.map((cause) => `${cause.field}: ${cause.message}`) : [`${code} ${message}`];
}

/** What is said of a Service that is created with one spec and then written with another. */
function changed(first: Fields, then: Fields, metadata: Fields = {}): readonly string[] {
  const session = cluster();
  expect(lines(session.post(service(first)))).toEqual([]);
  return lines(session.put(service(then, metadata)));
}

function stored(answer: Answer): Fields {
  if (!answer.result.ok) throw new Error(answer.result.status.message);
  return (answer.result.value as unknown as { spec: Fields }).spec;
}

const web = { ports: [{ port: 80 }] };

test('the annotation for source ranges is read where the field is not set', () => {
  const annotations = { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 10.1.2.3/8,x' };
  const at = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
  expect(lines(cluster().post(service({ ...web, type: 'LoadBalancer' }, { annotations })))).toEqual([
    `${at}: Invalid value: "10.1.2.3/8": must not have bits set beyond the prefix length`,
    `${at}: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
  ]);
  expect(lines(cluster().post(service(web, { annotations })))[0]).toBe(
    `${at}: Forbidden: may only be used when \`type\` is 'LoadBalancer'`,
  );
});

test('two annotations about topology have to say the same', () => {
  const annotations = {
    'service.kubernetes.io/topology-aware-hints': 'auto',
    'service.kubernetes.io/topology-mode': 'Disabled',
  };
  expect(lines(cluster().post(service(web, { annotations })))).toEqual([
    'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "Disabled": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified',
  ]);
});

test('a load balancer may be asked for the port of the kubelet', () => {
  expect(lines(cluster().post(service({ type: 'LoadBalancer', ports: [{ port: 10_250 }] })))).toEqual([]);
});

test('a class of load balancer may not change; its absence is quoted as a nil pointer', () => {
  const balanced = { ...web, type: 'LoadBalancer' };
  expect(changed({ ...balanced, loadBalancerClass: 'x.io/a' }, balanced)).toEqual([
    'spec.loadBalancerClass: Invalid value: "null": may not change once set',
  ]);
});

test('the port for health checks is forbidden to change', () => {
  const local = { ...web, type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
  expect(changed({ ...local, healthCheckNodePort: 32_000 }, { ...local, healthCheckNodePort: 32_001 })).toEqual([
    'spec.healthCheckNodePort: Forbidden: field is immutable',
  ]);
});

test('on an update TCP and UDP get node ports of their own, and one row twice is an error of the server', () => {
  const both = [
    { name: 't', port: 53, protocol: 'TCP' },
    { name: 'u', port: 53, protocol: 'UDP' },
  ];
  const session = cluster();
  session.post(service({ ports: both }));
  const spec = stored(session.put(service({ type: 'NodePort', ports: both })));
  const [tcp, udp] = (spec.ports as { nodePort: number }[]).map(({ nodePort }) => nodePort);
  expect(tcp).not.toBe(udp);
  const twice = [
    { name: 'a', port: 80, nodePort: 30_080 },
    { name: 'b', port: 81, nodePort: 30_080 },
  ];
  expect(lines(session.put(service({ type: 'NodePort', ports: twice })))).toEqual([
    '500 duplicate nodePort: {TCP 30080}',
  ]);
});

test('a node port that is held for health checks is taken, for the Service itself too', () => {
  const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32_000 };
  expect(changed({ ...web, ...local }, { ...local, ports: [{ port: 80, nodePort: 32_000 }] })).toEqual([
    'spec.ports[0].nodePort: Invalid value: 32000: provided port is already allocated',
  ]);
});

test('node ports stay when a load balancer stops asking for them', () => {
  const session = cluster();
  const ports = [{ port: 80, nodePort: 30_080 }];
  session.post(service({ type: 'LoadBalancer', ports }));
  const spec = stored(session.put(service({ type: 'LoadBalancer', ports, allocateLoadBalancerNodePorts: false })));
  expect(spec.ports).toMatchObject([{ nodePort: 30_080 }]);
});

test('a policy for one family does not go with two of them', () => {
  const spec = { ...web, ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] };
  expect(lines(cluster().post(service(spec)))).toEqual([
    "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
  ]);
});

test('an address of a family that the cluster lacks is refused at the address', () => {
  expect(lines(cluster().post(service({ ...web, clusterIP: 'fd00::1' })))).toEqual([
    'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
  ]);
});

test('a headless Service that gets a selector keeps its policy, which the cluster cannot fulfil', () => {
  expect(changed({ ...web, clusterIP: 'None' }, { ...web, clusterIP: 'None', selector: { a: 'b' } })).toEqual([
    'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
  ]);
});

test('a family may not change, and a virtual address may not go', () => {
  expect(changed(web, { ...web, ipFamilies: ['IPv6'] })).toEqual([
    expect.stringMatching(/^spec\.clusterIPs\[0\]: Invalid value: "10\..*": expected an IPv6 value as indicated by/),
  ]);
});

test('an ExternalName Service is told of a wrong policy, and never shown with a right one', () => {
  const named = { type: 'ExternalName', externalName: 'a.example' };
  expect(lines(cluster().post(service({ ...named, internalTrafficPolicy: 'Some' })))).toEqual([
    'spec.internalTrafficPolicy: Unsupported value: "Some": supported values: "Cluster", "Local"',
  ]);
  const spec = stored(cluster().post(service({ ...named, internalTrafficPolicy: 'Local' })));
  expect(spec).not.toHaveProperty('internalTrafficPolicy');
});

test('external addresses of a Service that ignores them are not called deprecated', () => {
  const headless = cluster().post(service({ ...web, clusterIP: 'None', externalIPs: ['198.51.100.1'] }));
  expect(headless.warnings).toEqual(['spec.externalIPs is ignored for headless services']);
});

test('IPv6 is told to be written as RFC 5952 has it', () => {
  const spec = { ...web, externalIPs: ['2001:DB8:0:0:1:0:0:1'], loadBalancerIP: '192.168.010.1' };
  expect(cluster().post(service(spec)).warnings).toEqual([
    'spec.externalIPs[0]: IPv6 address "2001:DB8:0:0:1:0:0:1" should be in RFC 5952 canonical format ("2001:db8::1:0:0:1")',
    'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
    'spec.loadBalancerIP: non-standard IP address "192.168.010.1" will be considered invalid in a future Kubernetes release: use "192.168.10.1"',
  ]);
});

test('a bad label is a cause once when it is created, and as often as the server looks when it is changed', () => {
  const fault = expect.stringMatching(/^metadata\.labels: Invalid value: "-": a valid label/);
  expect(lines(cluster().post(service(web, { labels: { a: '-' } })))).toEqual([fault]);
  const session = cluster();
  session.post(service(web));
  const answer = session.put(service(web, { labels: { a: '-' } }));
  expect(lines(answer)).toEqual([fault, fault, fault]);
  if (answer.result.ok) throw new Error('accepted');
  expect(answer.result.status.message.match(/metadata\.labels/g)).toHaveLength(1);
});

test('a prefix for names is looked at as well as the name made of it', () => {
  const faults = lines(cluster().post(service(web, { generateName: 'AB-' }, '')));
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(['metadata.generateName', 'metadata.name']);
  expect(lines(cluster().post(service(web, { generateName: 'a-' }, '')))).toEqual([]);
});

test('names are measured in characters, labels in bytes', () => {
  const long = 'a'.repeat(64);
  expect(lines(cluster().post(service(web, { labels: { [long]: long } }, long)))).toEqual([
    `metadata.name: Invalid value: "${long}": must be no more than 63 characters`,
    `metadata.labels: Invalid value: "${long}": name part must be no more than 63 bytes`,
    `metadata.labels: Invalid value: "${long}": must be no more than 63 bytes`,
  ]);
});
