import { expect, test } from 'vitest';
import { type ApiObject, isPodReady, isPodTerminating, type Node, type Pod } from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';

const labels = { app: 'web' };
const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** A cluster of some nodes, and a Deployment with one Pod on each. */
class Playground {
  readonly cluster = new Cluster(1);

  constructor(nodes = 3) {
    const preferred = [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } }];
    const affinity = {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: preferred.map((podAffinityTerm) => ({
          weight: 100,
          podAffinityTerm,
        })),
      },
    };
    const template = { metadata: { labels }, spec: { affinity, containers: [{ name: 'main', image: 'web:1' }] } };
    const spec = { replicas: nodes, selector: { matchLabels: labels }, template };
    const metadata = { name: 'web', namespace: 'default' };
    for (let n = 1; n <= nodes; n++) this.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${n}` } });
    this.at(1);
    this.create({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec } as ApiObject);
  }

  create(object: ApiObject): void {
    const written = this.cluster.write('you', (session) => session.create(object));
    if (!written.ok) throw new Error(written.status.message);
  }

  /** Lets time pass until a second. */
  at(second: number): this {
    this.cluster.advance(second * 1000);
    return this;
  }

  act(act: 'stop-node' | 'start-node' | 'cordon' | 'uncordon', node: string): this {
    this.cluster.act({ act, node });
    return this;
  }

  ready(node: string): string | undefined {
    const { status } = this.cluster.reader.get<Node>('Node', '', node) ?? {};
    return status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  }

  taints(node: string): readonly string[] {
    const taints = this.cluster.reader.get<Node>('Node', '', node)?.spec.taints ?? [];
    return taints.map(({ key, effect }) => `${key}:${effect}`);
  }

  get pods(): readonly Pod[] {
    return this.cluster.reader.list<Pod>('Pod');
  }

  on(node: string): readonly Pod[] {
    return this.pods.filter(({ spec }) => spec.nodeName === node);
  }
}

test('a new Node loses its not-ready taint when its kubelet has reported', () => {
  const playground = new Playground(1).at(2);
  expect([playground.ready('node-1'), playground.taints('node-1')]).toEqual(['True', []]);
});

test('a cordoned Node carries the taint that says so until it is uncordoned', () => {
  const playground = new Playground(1).at(2).act('cordon', 'node-1').at(3);
  expect(playground.taints('node-1')).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
  expect(playground.act('uncordon', 'node-1').at(4).taints('node-1')).toEqual([]);
});

test('50 seconds after the last sign of life a Node is Unknown, tainted, and its Pods are not ready', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-2').at(64.9);
  expect([playground.ready('node-2'), playground.on('node-2').every(isPodReady)]).toEqual(['True', true]);
  playground.at(65.1);
  expect(playground.ready('node-2')).toBe('Unknown');
  expect(playground.taints('node-2')).toEqual([`${UNREACHABLE}:NoSchedule`]);
  expect(playground.on('node-2').map(isPodReady)).toEqual([false]);
  expect(playground.at(70.1).taints('node-2')).toEqual([`${UNREACHABLE}:NoSchedule`, `${UNREACHABLE}:NoExecute`]);
});

test('five minutes later its Pods are told to go and others take their place; they stay Terminating', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-2').at(369.9);
  expect(playground.on('node-2').map(isPodTerminating)).toEqual([false]);
  playground.at(375);
  expect(playground.on('node-2').map(isPodTerminating)).toEqual([true]);
  expect(playground.on('node-2')[0]?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject(
    {
      reason: 'DeletionByTaintManager',
    },
  );
  expect(playground.pods.filter(isPodReady)).toHaveLength(3);
  expect(playground.at(1000).on('node-2').map(isPodTerminating)).toEqual([true]);
});

test('a Node that comes back in time keeps its Pods, its taints are gone and they are ready again', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-2').at(200);
  const before = playground.on('node-2').map(({ metadata }) => metadata.uid);
  playground.act('start-node', 'node-2').at(210);
  expect([playground.ready('node-2'), playground.taints('node-2')]).toEqual(['True', []]);
  expect(playground.on('node-2').map(({ metadata }) => metadata.uid)).toEqual(before);
  expect(playground.on('node-2').every(isPodReady)).toBe(true);
  expect(playground.at(1000).pods.filter(isPodTerminating)).toEqual([]);
});

test('a Node that comes back too late ends the Pods that were told to go', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-2').at(400).act('start-node', 'node-2').at(402);
  expect(playground.pods.filter(isPodTerminating)).toEqual([]);
  expect(playground.pods.filter(isPodReady)).toHaveLength(3);
});

test('two Nodes that go down together are cleared one after the other, ten seconds apart', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-1').act('stop-node', 'node-2').at(70.1);
  const cleared = (node: string) => playground.taints(node).includes(`${UNREACHABLE}:NoExecute`);
  expect([cleared('node-1'), cleared('node-2')]).toEqual([true, false]);
  expect(playground.at(80.1) && cleared('node-2')).toBe(true);
});

test('when every Node is silent nobody is evicted', () => {
  const playground = new Playground(2).at(12).act('stop-node', 'node-1').act('stop-node', 'node-2').at(1000);
  expect(playground.taints('node-1')).toEqual([`${UNREACHABLE}:NoSchedule`]);
  expect(playground.pods.filter(isPodTerminating)).toEqual([]);
});

test('a NoExecute taint by hand drives off at once what does not tolerate it, and the rest when its time is over', () => {
  const playground = new Playground(1).at(2);
  const patient = [{ key: 'leak', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 20 }];
  const spec = { nodeName: 'node-1', tolerations: patient, containers: [{ name: 'main', image: 'x:1' }] };
  playground.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'patient' }, spec } as ApiObject);
  playground.at(5).cluster.write('you', (session) => {
    const node = session.get<Node>('Node', '', 'node-1');
    if (node) session.update<Node>({ ...node, spec: { ...node.spec, taints: [{ key: 'leak', effect: 'NoExecute' }] } });
  });
  const names = () => playground.pods.flatMap(({ metadata, spec: { nodeName } }) => (nodeName ? metadata.name : []));
  expect(playground.at(6) && names()).toEqual(['patient']);
  expect(playground.at(24.9) && names()).toEqual(['patient']);
  expect(playground.at(26) && names()).toEqual([]);
});

test('the Pods of a Node that is deleted are given up after 40 seconds', () => {
  const playground = new Playground().at(12);
  playground.cluster.write('you', (session) => session.delete('Node', '', 'node-2'));
  expect(playground.at(59.9).on('node-2')).toHaveLength(1);
  expect(playground.at(60.1).on('node-2')).toEqual([]);
  expect(playground.pods).toHaveLength(3);
});

test('Pods that wait for a machine go once somebody says that it is out of service', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-2').at(399);
  expect(playground.on('node-2').filter(isPodTerminating)).toHaveLength(1);
  playground.cluster.write('you', (session) => {
    const node = session.get<Node>('Node', '', 'node-2');
    const taint = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' as const };
    if (node) session.update<Node>({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } });
  });
  expect(playground.at(399.9).on('node-2')).toHaveLength(1);
  expect(playground.at(400.1).on('node-2')).toEqual([]);
});

test('the taint alone drives Pods off a silent machine, and they are gone within a round', () => {
  const playground = new Playground().at(12).act('stop-node', 'node-2').at(62);
  playground.cluster.write('you', (session) => {
    const node = session.get<Node>('Node', '', 'node-2');
    const taint = { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' as const };
    if (node) session.update<Node>({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } });
  });
  expect(playground.at(80.1).on('node-2')).toEqual([]);
  expect(playground.at(90).pods.filter(isPodReady)).toHaveLength(3);
});
