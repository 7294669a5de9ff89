import type { ApiObject, Node, Pod } from '../../src/api/index.ts';
import { isPodReady } from '../../src/api/index.ts';
import { Cluster } from '../../src/cluster/cluster.ts';
import { type Measurements, summary, timed } from './measurement.ts';

/** A Deployment with a readiness probe and the Service in front of it. */
function shop(i: number, replicas: number): readonly ApiObject[] {
  const name = `shop-${i}`;
  const labels = { app: name };
  const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 5 };
  const container = { name: 'main', image: 'shop:1', ports: [{ containerPort: 8080 }], readinessProbe: probe };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const metadata = { name, namespace: 'default' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas, selector: { matchLabels: labels }, template },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    },
  ] as unknown as readonly ApiObject[];
}

/** From an empty cluster until every Pod is ready; how long that takes in virtual time does not matter. */
function podsReady(deployments: number, replicas: number, nodes: number): void {
  const cluster = new Cluster(1);
  const machines = Array.from({ length: nodes }, (_, i): Node => {
    return { apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${i + 1}` }, spec: {} };
  });
  cluster.write('you', (session) => {
    for (const machine of machines) session.create(machine);
    for (let i = 0; i < deployments; i++) for (const object of shop(i, replicas)) session.create(object);
  });
  const wanted = deployments * replicas;
  for (let now = 1000; now <= 120_000; now += 1000) {
    cluster.advance(now);
    const pods = cluster.reader.list<Pod>('Pod');
    if (pods.length === wanted && pods.every(isPodReady)) return;
  }
  throw new Error(`after two minutes not all of ${wanted} Pods are ready`);
}

/** What the control loops take to bring many Pods from manifests to ready. */
export function controlLoopMeasurements(progress: (line: string) => void): Measurements {
  progress('control loops: 300 Pods of 100 Deployments');
  podsReady(10, 3, 3);
  const few = timed(5, () => podsReady(100, 3, 3));
  progress('control loops: 5,000 Pods of one Deployment on 50 nodes');
  const many = timed(1, () => podsReady(1, 5000, 50));
  return { 'pods-ready.300': summary(few, 'ms'), 'pods-ready.5000': summary(many, 'ms') };
}
