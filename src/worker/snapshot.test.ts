import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Pod } from '../api/index.ts';
import { Engine } from './engine.ts';
import type { ObjectDetail, RulesThing, Thing } from './protocol.ts';

const own = (uid: string) => `uid: ${uid}
    resourceVersion: "${4711 + uid.length}"
    creationTimestamp: "2025-06-01T10:00:00Z"
    managedFields: [{ manager: kube-controller-manager, operation: Update, apiVersion: v1 }]`;

const node = (name: string, ip: string) => `
- apiVersion: v1
  kind: Node
  metadata:
    name: ${name}
    ${own(`uid-${name}`)}
  spec: { podCIDR: 10.77.0.0/24 }
  status:
    addresses: [{ type: InternalIP, address: ${ip} }]
    conditions: [{ type: Ready, status: "True" }]`;

const pod = (name: string, ip: string, ready: string) => `
- apiVersion: v1
  kind: Pod
  metadata:
    name: ${name}
    namespace: default
    labels: { app: till, pod-template-hash: 5d9c }
    ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: till-5d9c, uid: uid-of-the-set, controller: true }]
    ${own(`uid-${name}`)}
  spec:
    nodeName: harbour-1
    containers: [{ name: till, image: shop/till:3, ports: [{ containerPort: 8080 }] }]
  status:
    phase: Running
    podIP: ${ip}
    podIPs: [{ ip: ${ip} }]
    conditions: [{ type: Ready, status: "${ready}" }]`;

const workload = (kind: string, name: string) => `
- apiVersion: apps/v1
  kind: ${kind}
  metadata:
    name: ${name}
    namespace: default
    ${own(kind === 'ReplicaSet' ? 'uid-of-the-set' : 'uid-of-the-deployment')}
  spec:
    replicas: 5
    selector: { matchLabels: { app: till } }
    template:
      metadata: { labels: { app: till } }
      spec: { containers: [{ name: till, image: shop/till:3 }] }
  status: { replicas: 5, readyReplicas: 1 }`;

const DUMP = `apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:${node('harbour-1', '172.18.0.2')}${pod('till-a', '10.77.0.4', 'True')}${pod('till-b', '10.77.0.5', 'False')}
- apiVersion: v1
  kind: Service
  metadata:
    name: till
    namespace: default
    ${own('uid-of-the-service')}
  spec:
    clusterIP: 10.96.7.7
    clusterIPs: [10.96.7.7]
    selector: { app: till }
    ports: [{ name: http, port: 80, protocol: TCP, targetPort: 8080 }]
  status: { loadBalancer: {} }
`;

const files = (text: string) => [{ name: 'dump.yaml', text }];

function started(text: string): Engine {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files: files(text) });
  engine.receive({ t: 'advance', to: 120_000 });
  return engine;
}

function stored(engine: Engine, key: string): Pod | undefined {
  const detail = { of: 'object', key } as const;
  engine.receive({ t: 'close', detail });
  engine.receive({ t: 'open', detail });
  const found = engine.update()?.details?.[0] as ObjectDetail | undefined;
  return found?.yaml === undefined ? undefined : (parse(found.yaml) as Pod);
}

test('Pods and Nodes of a dump stay as they were, and rules are made from them', () => {
  const engine = started(DUMP);
  const update = engine.update();
  expect(update?.problems).toEqual([]);
  const things = update?.things?.put ?? [];
  const ids = things.filter((thing: Thing) => thing.kind === 'pod').map(({ id }) => id);
  expect(ids.sort()).toEqual(['Pod/default/till-a', 'Pod/default/till-b']);
  const rules = things.find((thing): thing is RulesThing => thing.kind === 'rules' && thing.service.endsWith('/till'));
  expect(rules?.rungs.map((rung) => rung.endpoint)).toEqual(['10.77.0.4:8080']);
  expect(stored(engine, 'Pod/default/till-b')?.status).toMatchObject({ podIP: '10.77.0.5', phase: 'Running' });
  expect(stored(engine, 'Node//harbour-1')?.metadata.uid).toBe('uid-harbour-1');
});

test('a changed dump is applied over the first one, and what left it is gone at once', () => {
  const engine = started(DUMP);
  const changed = DUMP.replace('podIP: 10.77.0.5', 'podIP: 10.77.0.9').replace('- ip: 10.77.0.5', '- ip: 10.77.0.9');
  const without = changed.replace(pod('till-a', '10.77.0.4', 'True'), '');
  engine.receive({ t: 'command', id: 1, command: { act: 'apply', files: files(without) } });
  expect(engine.update()?.problems ?? []).toEqual([]);
  expect(stored(engine, 'Pod/default/till-b')?.status?.podIP).toBe('10.77.0.9');
  expect(stored(engine, 'Pod/default/till-a')).toBeUndefined();
});

test('an object without a status in the same text is no snapshot', () => {
  const engine = started(`${DUMP}---\napiVersion: v1\nkind: Pod\nmetadata: { name: fresh }
spec: { nodeName: harbour-1, containers: [{ name: a, image: shop/till }] }\nstatus: {}\n`);
  expect(stored(engine, 'Pod/default/fresh')?.status).toMatchObject({ phase: 'Running', podIP: '10.77.0.2' });
});

test('workloads of a dump are marked when the dump brings their Pods', () => {
  const engine = started(DUMP + workload('ReplicaSet', 'till-5d9c').slice(1));
  expect(stored(engine, 'ReplicaSet/default/till-5d9c')?.metadata.annotations).toHaveProperty('portolan.dev/snapshot');
});
