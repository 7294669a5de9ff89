import { expect, test } from 'vitest';
import type { Pod } from '../../api/index.ts';
import { Cluster } from '../../cluster/cluster.ts';
import { podEvents } from './pod-events.ts';

const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 1 };
const containers = [{ name: 'main', image: 'shop:1', ports: [{ containerPort: 80 }], readinessProbe }];

/** A Pod's events as lines, after some seconds. */
function events(spec: Pod['spec'], seconds: number, annotations = {}, thenDelete = false): readonly string[] {
  const cluster = new Cluster(1);
  const metadata = { name: 'shop', namespace: 'default', annotations };
  cluster.write('you', (session) => {
    session.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } });
    session.create<Pod>({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
  });
  cluster.advance(seconds * 1000);
  if (thenDelete) cluster.write('you', (session) => session.delete('Pod', 'default', 'shop'));
  cluster.advance(seconds * 1000 + 50);
  const pod = cluster.reader.get<Pod>('Pod', 'default', 'shop');
  return podEvents(pod as Pod, cluster.world).map(
    ({ type, reason, from, message, count }) => `${type} ${reason} ${from} x${count}: ${message}`,
  );
}

test('a Pod that starts, fails its check and is stopped: one line for each, the same reports counted', () => {
  expect(events({ containers }, 10, { 'portolan.dev/readiness': 'fail' }, true)).toEqual([
    'Normal Scheduled default-scheduler x1: Successfully assigned default/shop to node-1',
    'Normal Pulled kubelet x1: Container image "shop:1" already present on machine and can be accessed by the pod',
    'Normal Created kubelet x1: Container created',
    'Normal Started kubelet x1: Container started',
    'Warning Unhealthy kubelet x1: Readiness probe failed: HTTP probe failed with statuscode: 503',
    'Normal Killing kubelet x1: Stopping container main',
  ]);
});

test('a Pod that fits nowhere says why', () => {
  const [line = ''] = events({ containers, nodeSelector: { disk: 'ssd' } }, 5);
  expect(line).toContain('Warning FailedScheduling default-scheduler x1: 0/1 nodes are available');
});
