import { describe, expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../../../../api/index.ts';
import { randomFrom } from '../../../../../sim/index.ts';
import { emptySnapshot, Indexes } from '../../../etcd/index.ts';
import { bootstrap } from '../../bootstrap.ts';
import { type Answer, Session } from '../../session.ts';

/** What the API server answers to a Pod with this spec; a container is there unless the spec says otherwise. */
function created(spec: object): Answer {
  const session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  const containers = [{ name: 'main', image: 'web:1' }];
  const value = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers, ...spec } };
  return session.post({ value, duplicates: [] });
}

function faults(spec: object): readonly string[] {
  const { result } = created(spec);
  if (result.ok) return [];
  return (result.status.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

function stored(spec: object): PodSpec & Readonly<Record<string, unknown>> {
  const { result } = created(spec);
  if (!result.ok) throw new Error(result.status.message);
  return (result.value as Pod).spec as ReturnType<typeof stored>;
}

const container = (more: object) => ({ containers: [{ name: 'main', image: 'web:1', ...more }] });

describe('resources', () => {
  test('are written in their canonical form, and limits are requests too', () => {
    const { containers } = stored(container({ resources: { limits: { cpu: 0.5, memory: '1024Mi' } } }));
    expect(containers[0]?.resources).toEqual({
      limits: { cpu: '500m', memory: '1Gi' },
      requests: { cpu: '500m', memory: '1Gi' },
    });
  });

  test('a request above its limit is refused', () => {
    const resources = { limits: { cpu: '100m' }, requests: { cpu: 1, speed: '3' } };
    expect(faults(container({ resources }))).toEqual([
      'spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 100m',
      'spec.containers[0].resources.requests[speed]: Invalid value: "speed": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[speed]: Invalid value: "speed": must be a standard resource for containers',
    ]);
  });

  test('what is no quantity is not decoded', () => {
    const { result } = created(container({ resources: { limits: { cpu: 'much' } } }));
    expect(!result.ok && result.status).toMatchObject({ code: 400 });
    expect(!result.ok && result.status.message).toMatch(/cannot be handled as a Pod: quantities must match/);
  });
});

describe('volumes', () => {
  test('get modes and types, and an empty folder when nothing is said', () => {
    const volumes = [{ name: 'a' }, { name: 'b', configMap: { name: 'c' } }, { name: 'd', hostPath: { path: '/x' } }];
    expect(stored({ volumes })['volumes']).toEqual([
      { name: 'a', emptyDir: {} },
      { name: 'b', configMap: { name: 'c', defaultMode: 420 } },
      { name: 'd', hostPath: { path: '/x', type: '' } },
    ]);
  });

  test('come from one source, and are there to be mounted', () => {
    const volumes = [
      { name: 'two', emptyDir: {}, secret: { secretName: 's' } },
      { name: 'key', secret: { items: [{ key: 'k', path: '../up' }] } },
    ];
    const mounts = container({ volumeMounts: [{ name: 'two', mountPath: '/a' }] });
    expect(faults({ ...mounts, volumes })).toEqual([
      'spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type',
      'spec.volumes[1].secret.secretName: Required value',
      'spec.volumes[1].secret.items[0].path: Invalid value: "../up": must not contain \'..\'',
      'spec.containers[0].volumeMounts[0].name: Not found: "two"',
    ]);
  });
});

test('host ports of one machine can be had once', () => {
  const ports = [
    { containerPort: 80, hostPort: 80 },
    { containerPort: 81, hostPort: 80 },
  ];
  expect(faults(container({ ports }))).toEqual(['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"']);
});

test('on the network of the machine ports are the ports of the machine', () => {
  expect(stored({ ...container({ ports: [{ containerPort: 80 }] }), hostNetwork: true }).containers[0]?.ports).toEqual([
    { containerPort: 80, hostPort: 80, protocol: 'TCP' },
  ]);
  expect(faults({ ...container({ ports: [{ containerPort: 80, hostPort: 81 }] }), hostNetwork: true })).toEqual([
    'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
  ]);
});

test('init containers have no probes unless they stay', () => {
  const initContainers = [{ name: 'first', image: 'a:1', livenessProbe: { tcpSocket: { port: 80 } } }];
  expect(faults({ initContainers })).toEqual([
    'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
  ]);
  expect(faults({ initContainers: [{ ...initContainers[0], restartPolicy: 'Always' }] })).toEqual([]);
});

test('placement is checked down to its terms', () => {
  const topologySpreadConstraints = [
    { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
  ];
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } };
  const at = 'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey';
  const found = faults({ affinity, topologySpreadConstraints });
  expect(found[0]).toBe(`${at}: Required value: can not be empty`);
  expect(found.slice(-2)).toEqual([
    'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
    'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
  ]);
});

test('tolerations say what they put up with', () => {
  const found = faults({ tolerations: [{ operator: 'Equal' }, { key: 'a', operator: 'Exists', value: 'b' }] });
  expect(found).toEqual([
    'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    'spec.tolerations[1].operator: Invalid value: {"Key":"a","Operator":"Exists","Value":"b","Effect":"","TolerationSeconds":null}: value must be empty when `operator` is \'Exists\'',
  ]);
});

test('addresses mean the same to every program', () => {
  const hostAliases = ['10.0.0.01', '::ffff:10.0.0.1', '10.0.0', '::1'].map((ip) => ({ ip }));
  expect(faults({ hostAliases }).map((fault) => fault.slice(fault.lastIndexOf('": ') + 3))).toEqual([
    'must not have leading 0s',
    'must not be an IPv4-mapped IPv6 address',
    'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  ]);
});

test('what is accepted and hardly meant is warned about', () => {
  const env = [
    { name: 'A', value: '1' },
    { name: 'A', value: '$(A)2' },
    { name: 'A', value: '3' },
  ];
  const ports = [{ containerPort: 80, hostPort: 80 }, { containerPort: 80 }];
  const { warnings } = created({ ...container({ env, ports }), nodeSelector: { 'beta.kubernetes.io/os': 'linux' } });
  expect(warnings).toEqual([
    'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
    'spec.containers[0].env[2]: hides previous definition of "A", which may be dropped when using apply',
    'spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]',
  ]);
});
