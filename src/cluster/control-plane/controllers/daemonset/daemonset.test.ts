import { expect, test } from 'vitest';
import {
  type ControllerRevision,
  type DaemonSet,
  isPodReady,
  isPodTerminating,
  type Node,
  type Pod,
} from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';

/** A cluster of three nodes with one DaemonSet. */
class Playground {
  readonly cluster = new Cluster(1);
  private now = 0;

  constructor() {
    for (const name of ['node-1', 'node-2', 'node-3']) this.node(name);
    this.wait(2);
  }

  wait(seconds: number): this {
    this.now += seconds * 1000;
    this.cluster.advance(this.now);
    return this;
  }

  node(name: string, change: { labels?: Record<string, string>; spec?: Node['spec'] } = {}): this {
    this.cluster.write('you', (session) => {
      const known = session.get<Node>('Node', '', name);
      const labels = { ...known?.metadata.labels, ...change.labels };
      const spec = { ...known?.spec, ...change.spec };
      if (known) session.update<Node>({ ...known, metadata: { ...known.metadata, labels }, spec });
      else session.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec });
    });
    return this;
  }

  daemon(image: string, spec: Partial<Pod['spec']> = {}, more: Partial<DaemonSet['spec']> = {}): this {
    const labels = { app: 'agent' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image }], ...spec } };
    const metadata = { name: 'agent', namespace: 'default' };
    this.cluster.write('you', (session) => {
      const known = session.get<DaemonSet>('DaemonSet', 'default', 'agent');
      const wanted = { selector: { matchLabels: labels }, template, ...more };
      if (known) session.update<DaemonSet>({ ...known, spec: wanted });
      else session.create<DaemonSet>({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: wanted });
    });
    return this;
  }

  get pods(): readonly Pod[] {
    return this.cluster.reader.list<Pod>('Pod');
  }

  /** The nodes that have a Pod, sorted. */
  get places(): readonly (string | undefined)[] {
    return this.pods.map(({ spec }) => spec.nodeName).sort();
  }

  get status(): DaemonSet['status'] {
    return this.cluster.reader.get<DaemonSet>('DaemonSet', 'default', 'agent')?.status;
  }
}

test('every node has one Pod, a cordoned one and a new one as well', () => {
  const playground = new Playground()
    .node('node-2', { spec: { unschedulable: true } })
    .daemon('agent:1')
    .wait(10);
  expect(playground.places).toEqual(['node-1', 'node-2', 'node-3']);
  expect(playground.node('node-4').wait(10).places).toEqual(['node-1', 'node-2', 'node-3', 'node-4']);
  expect(playground.status).toMatchObject({ desiredNumberScheduled: 4, numberReady: 4, updatedNumberScheduled: 4 });
});

test('nodes that the template does not select or that repel it have none', () => {
  const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' as const }];
  const playground = new Playground()
    .node('node-1', { labels: { disk: 'ssd' }, spec: { taints } })
    .node('node-2', { labels: { disk: 'ssd' } })
    .daemon('agent:1', { nodeSelector: { disk: 'ssd' } })
    .wait(10);
  expect(playground.places).toEqual(['node-2']);
  expect(playground.node('node-2', { labels: { disk: 'hdd' } }).wait(60).places).toEqual([]);
});

test('with maxSurge a new Pod stands beside the old one until it is available, and no node is without one', () => {
  const surging = {
    updateStrategy: { type: 'RollingUpdate' as const, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  };
  const playground = new Playground().daemon('agent:1', {}, surging).wait(10).daemon('agent:2', {}, surging);
  const counts = Array.from({ length: 120 }, () => {
    playground.wait(0.1);
    const serving = playground.pods.filter((pod) => isPodReady(pod) && !isPodTerminating(pod));
    return { all: playground.pods.filter((pod) => !isPodTerminating(pod)).length, serving: serving.length };
  });
  expect(Math.max(...counts.map(({ all }) => all))).toBe(4);
  expect(Math.min(...counts.map(({ serving }) => serving))).toBe(3);
  expect(playground.pods.map(({ spec }) => spec.containers[0]?.image)).toEqual(['agent:2', 'agent:2', 'agent:2']);
});

test('old templates are kept as ControllerRevisions, and going back makes theirs the newest again', () => {
  const playground = new Playground().daemon('agent:1').wait(10).daemon('agent:2').wait(60).daemon('agent:1').wait(60);
  const kept = playground.cluster.reader.list<ControllerRevision>('ControllerRevision');
  expect(kept.map(({ revision }) => revision).sort()).toEqual([2, 3]);
  const [pod] = playground.pods;
  const present = kept.find(({ revision }) => revision === 3);
  expect(present?.metadata.labels?.['controller-revision-hash']).toBe(
    pod?.metadata.labels?.['controller-revision-hash'],
  );
});

test('a new template comes to one node after another; with OnDelete it waits for the old Pod to be deleted', () => {
  const images = ({ pods }: Playground) => pods.map(({ spec }) => spec.containers[0]?.image);
  const rolling = new Playground().daemon('agent:1').wait(10).daemon('agent:2').wait(1);
  expect(rolling.pods.filter(({ metadata }) => metadata.deletionTimestamp)).toHaveLength(1);
  expect(images(rolling.wait(300))).toEqual(['agent:2', 'agent:2', 'agent:2']);
  const waiting = { updateStrategy: { type: 'OnDelete' as const } };
  const standing = new Playground().daemon('agent:1', {}, waiting).wait(10).daemon('agent:2', {}, waiting).wait(300);
  expect(images(standing)).toEqual(['agent:1', 'agent:1', 'agent:1']);
});
