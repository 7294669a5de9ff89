import { expect, test } from 'vitest';
import type { Deployment, Node, Pod, ReplicaSet } from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';

const NODES = ['node-1', 'node-2', 'node-3'];

type Spec = Partial<Deployment['spec']> & { readonly image?: string };

function web({ image = 'web:1', ...spec }: Spec): Deployment {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
      ...spec,
    },
  };
}

/** Applies one version of the Deployment after another, each when the one before has come to rest. */
class Playground {
  readonly cluster = new Cluster(1);
  private now = 0;

  constructor() {
    this.cluster.write('you', (session) => {
      for (const name of NODES) session.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {} });
    });
    this.wait(2);
  }

  wait(seconds: number): this {
    this.now += seconds * 1000;
    this.cluster.advance(this.now);
    return this;
  }

  apply(spec: Spec, seconds = 10): this {
    this.cluster.write('you', (session) => {
      const before = session.get<Deployment>('Deployment', 'default', 'web');
      const next = web(spec);
      return before
        ? session.update<Deployment>({ ...next, metadata: { ...before.metadata, ...next.metadata } })
        : session.create(next);
    });
    return this.wait(seconds);
  }

  get deployment(): Deployment {
    const found = this.cluster.reader.get<Deployment>('Deployment', 'default', 'web');
    if (!found) throw new Error('the Deployment is gone');
    return found;
  }

  /** Image and size of each ReplicaSet, in the order of their revisions. */
  get sizes(): readonly string[] {
    const sets = this.cluster.reader.list<ReplicaSet>('ReplicaSet');
    const revision = ({ metadata }: ReplicaSet): number =>
      Number(metadata.annotations?.['deployment.kubernetes.io/revision']);
    return [...sets]
      .sort((a, b) => revision(a) - revision(b))
      .map((set) => `${revision(set)} ${set.spec.template.spec.containers[0]?.image} ${set.spec.replicas}`);
  }

  get progress(): string | undefined {
    return this.deployment.status?.conditions?.find(({ type }) => type === 'Progressing')?.reason;
  }
}

test('a rollback takes the old ReplicaSet out again, under the newest revision', () => {
  const play = new Playground().apply({}).apply({ image: 'web:2' });
  expect(play.sizes).toEqual(['1 web:1 0', '2 web:2 3']);
  expect(play.apply({ image: 'web:1' }).sizes).toEqual(['2 web:2 0', '3 web:1 3']);
  expect(play.progress).toBe('NewReplicaSetAvailable');
});

test('a rollout whose Pods never become ready stands still at the surge and is reported as stuck after its deadline', () => {
  const broken = { metadata: { labels: { app: 'web' }, annotations: { 'portolan.dev/readiness': 'fail' } } };
  const template = { ...broken, spec: { containers: [{ name: 'main', image: 'web:2' }] } };
  const play = new Playground().apply({}).apply({ template, progressDeadlineSeconds: 60 });
  expect(play.sizes).toEqual(['1 web:1 3', '2 web:2 1']);
  expect(play.progress).toBe('ReplicaSetUpdated');
  expect(play.wait(65).progress).toBe('ProgressDeadlineExceeded');
  expect(play.deployment.status?.availableReplicas).toBe(3);
});

test('a paused Deployment is scaled in proportion but not rolled on', () => {
  const broken = { metadata: { labels: { app: 'web' }, annotations: { 'portolan.dev/readiness': 'fail' } } };
  const template = { ...broken, spec: { containers: [{ name: 'main', image: 'web:2' }] } };
  const play = new Playground().apply({ replicas: 8 }).apply({ replicas: 8, template });
  expect(play.sizes).toEqual(['1 web:1 6', '2 web:2 4']);
  play.apply({ replicas: 16, template, paused: true });
  expect(play.sizes).toEqual(['1 web:1 12', '2 web:2 8']);
  expect(play.progress).toBe('DeploymentPaused');
  expect(play.apply({ replicas: 16, image: 'web:3', paused: true }).sizes).toHaveLength(2);
  expect(play.apply({ replicas: 16, image: 'web:3' }).sizes.at(-1)).toBe('3 web:3 16');
});

test('Recreate makes the first new Pod when the last old one is gone', () => {
  const strategy = { type: 'Recreate' } as const;
  const play = new Playground().apply({ strategy }).apply({ strategy, image: 'web:2' }, 0);
  const images = new Set<string>();
  for (let i = 0; i < 3000; i++) {
    play.wait(0.001);
    const pods = play.cluster.reader.list<Pod>('Pod');
    images.add([...new Set(pods.map(({ spec }) => spec.containers[0]?.image))].join(' and '));
  }
  expect([...images]).toEqual(['web:1', '', 'web:2']);
});

test('minReadySeconds holds a rollout back', () => {
  const play = new Playground().apply({}).apply({ image: 'web:2', minReadySeconds: 20 });
  expect(play.sizes).toEqual(['1 web:1 3', '2 web:2 1']);
  expect(play.wait(15).sizes).toEqual(['1 web:1 2', '2 web:2 2']);
  expect(play.wait(60).sizes).toEqual(['1 web:1 0', '2 web:2 3']);
});

test('a ReplicaSet somebody else made under the same name makes the Deployment choose another', () => {
  const play = new Playground().apply({});
  const [set] = play.cluster.reader.list<ReplicaSet>('ReplicaSet');
  const other = new Playground();
  other.cluster.write('you', (session) => {
    if (!set) return undefined;
    const labels = { app: 'other' };
    const spec = {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: set.spec.template.spec },
    };
    const metadata = { name: set.metadata.name, namespace: 'default' };
    return session.create<ReplicaSet>({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec });
  });
  other.apply({});
  expect(other.deployment.status).toMatchObject({ collisionCount: 1, availableReplicas: 3 });
});
