import { expect, test } from 'vitest';
import type { ApiObject, Node, Service } from '../api/index.ts';
import type { Cause } from '../sim/index.ts';
import { Cluster } from './cluster.ts';
import type { LogEntry } from './world.ts';

const node: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, spec: {} };

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'web' }] } },
  },
} satisfies ApiObject & { spec: unknown };

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [{ protocol: 'TCP', port: 80, targetPort: 8080 }] },
};

/** The write in which the change that `cause` names was made. */
function writeOf(log: readonly LogEntry[], { object, by, at }: Cause): LogEntry | undefined {
  return log.find(
    (entry) =>
      'changes' in entry && entry.by === by && entry.at === at && entry.changes.some(({ key }) => key === object),
  );
}

test('the log leads from the rules on a node back to the Deployment that was applied', () => {
  const cluster = new Cluster(1);
  cluster.write('you', (session) => [session.create(node), session.create(service)]);
  cluster.advance(2000);
  cluster.write('you', (session) => session.create(deployment as ApiObject));
  cluster.advance(6000);
  const log = [...cluster.world.log.values()];
  const watched = new Set<string>();
  let entry: LogEntry | undefined = log.findLast((one) => 'synced' in one);
  while (entry?.cause) {
    watched.add(`${entry.by} saw ${entry.cause.object.split('/')[0]}`);
    entry = writeOf(log, entry.cause);
  }
  expect([...watched]).toEqual([
    'kube-proxy node-1 saw EndpointSlice',
    'endpointslice controller saw Pod',
    'kubelet saw Pod',
    'scheduler saw Pod',
    'replicaset controller saw ReplicaSet',
    'deployment controller saw Deployment',
  ]);
  expect(entry?.by).toBe('you');
});
