import { expect, test } from 'vitest';
import { Cluster } from '../../cluster/cluster.ts';
import { applyAll, nothingApplied } from '../../kubectl/index.ts';
import type { ObjectDetail } from '../protocol.ts';
import { caller, client, web } from '../town.fixture.ts';
import { objectDetail } from './object-detail.ts';

const NODE_NAMES = ['node-1', 'node-2'];

const NODES = NODE_NAMES.map(
  (name, i) => `apiVersion: v1
kind: Node
metadata: {name: ${name}}
spec: {podCIDR: 10.244.${i + 1}.0/24}
status: {addresses: [{type: InternalIP, address: 192.168.50.${i + 11}}]}
`,
).join('---\n');

function lived(text: string, to = 3000): Cluster {
  const cluster = new Cluster(1);
  const files = [{ name: 'all.yaml', text: `${NODES}---\n${text}` }];
  cluster.write('you', (session) => applyAll(files, nothingApplied, session));
  cluster.advance(to);
  return cluster;
}

const detail = (cluster: Cluster, key: string): ObjectDetail =>
  objectDetail(key, cluster.world, cluster.reader, undefined);

const podsOf = (cluster: Cluster): readonly string[] =>
  cluster.reader.list('Pod').map(({ metadata }) => `Pod/${metadata.namespace}/${metadata.name}`);

test('a Service says which Pods are no endpoints, and marks the pair that is missed', () => {
  const cluster = lived(web().replace('selector: {app: web}', 'selector: {app: wbe}'));
  const { absent, endpoints, ports } = detail(cluster, 'Service/default/web');
  expect(endpoints).toEqual([]);
  expect(absent).toHaveLength(3);
  expect(absent[0]).toMatchObject({ miss: { key: 'app', wanted: 'wbe', found: 'web' } });
  expect(ports).toEqual([{ name: 'http', protocol: 'TCP', port: 80, targetPort: '8080' }]);
});

test('Pods of others are not called absent while the selector takes some', () => {
  const labelled = caller.replace('{name: client}', '{name: client, labels: {app: client}}');
  expect(detail(lived(web() + labelled), 'Service/default/web').absent).toEqual([]);
});

test('a Pod without the named port is named with the port that it lacks', () => {
  const cluster = lived(web().replace('targetPort: 8080', 'targetPort: admin'));
  expect(detail(cluster, 'Service/default/web').absent[0]?.why).toBe('none of its containers calls a port admin');
});

test('an endpoint that is not ready says why', () => {
  const cluster = lived(web());
  const [pod = ''] = podsOf(cluster);
  cluster.act({ act: 'set-readiness', pod, ready: false });
  cluster.advance(6000);
  const found = detail(cluster, 'Service/default/web').endpoints.find((one) => one.pod === pod);
  expect(found).toMatchObject({ state: 'not ready' });
  expect(found?.why).not.toBe('');
});

test('a Deployment shows what it wants and has, and the templates that it had, the newest first', () => {
  const cluster = lived(web());
  cluster.act({ act: 'rollout-restart', workload: 'Deployment/default/web' });
  cluster.advance(9000);
  const { workload } = detail(cluster, 'Deployment/default/web');
  expect(workload).toMatchObject({ wanted: 3, ready: 3, upToDate: 3, available: 3 });
  expect(workload?.strategy).toBe('RollingUpdate, at most 25% more, at most 25% missing');
  expect(workload?.revisions.map(({ number, pods, current }) => [number, pods, current])).toEqual([
    [2, 3, true],
    [1, 0, false],
  ]);
  expect(workload?.pods.every(({ state }) => state === 'ready')).toBe(true);
});

test('a Pod shows its files and how its checks go', () => {
  const probe = 'readinessProbe: {httpGet: {port: 8080}, periodSeconds: 2, failureThreshold: 2}';
  const cluster = lived(web().replace('image: web,', `image: web, ${probe},`), 7000);
  const [pod = ''] = podsOf(cluster);
  const { hosts, containers } = detail(cluster, pod);
  expect(hosts).toContain(pod.split('/').at(-1));
  expect(containers[0]?.probes[0]).toMatchObject({ kind: 'readiness', run: { holds: true, passes: true, answer: '' } });
  const { last = 0, next = 0 } = containers[0]?.probes[0]?.run ?? {};
  expect(last).toBeLessThanOrEqual(7000);
  expect(next - last).toBe(2000);
});

test('every kind has something to say', () => {
  const cluster = lived(web() + caller + client('pod: client', 'http://web'));
  const keys = ['Service/default/web', podsOf(cluster)[0] ?? '', 'Client/default/curl', 'Namespace//default'];
  for (const key of keys) expect(detail(cluster, key).facts.length, key).toBeGreaterThan(0);
});

test('a Node lists the Pods that are bound to it', () => {
  const cluster = lived(web());
  const pods = NODE_NAMES.flatMap((name) => detail(cluster, `Node//${name}`).pods ?? []);
  expect(pods.map(({ pod }) => pod).toSorted()).toEqual(podsOf(cluster).toSorted());
});
