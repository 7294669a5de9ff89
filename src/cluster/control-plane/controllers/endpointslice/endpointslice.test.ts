import { expect, test } from 'vitest';
import type { Node, Pod, Service } from '../../../../api/index.ts';
import { randomFrom } from '../../../../sim/index.ts';
import { bootstrap, Session } from '../../apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../etcd/index.ts';
import { portSetsOf } from './port-sets.ts';

const labels = { app: 'web' };
const AUTO = { 'service.kubernetes.io/topology-mode': 'Auto' };

/** An API server with nodes in two zones, to which Pods are added. */
class Playground {
  readonly session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });

  constructor() {
    bootstrap(this.session);
    for (const zone of ['a', 'b']) {
      const metadata = { name: `node-${zone}`, labels: { 'topology.kubernetes.io/zone': zone } };
      const allocatable = { cpu: '4' };
      const status = { allocatable, conditions: [{ type: 'Ready', status: 'True' as const }] };
      this.session.create<Node>({ apiVersion: 'v1', kind: 'Node', metadata, spec: {} });
      this.session.updateStatus<Node>({ apiVersion: 'v1', kind: 'Node', metadata, spec: {}, status });
    }
  }

  pod(n: number, node: string | undefined, spec: Partial<Pod['spec']> = {}): this {
    const metadata = { name: `web-${n}`, namespace: 'default', labels };
    const containers = [{ name: 'main', image: 'web', ports: [{ name: 'http', containerPort: 8080 }] }];
    const where = node === undefined ? {} : { nodeName: node };
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...where, ...spec } };
    const conditions = [{ type: 'Ready', status: 'True' as const }];
    const ip = `10.244.0.${n}`;
    const written = this.session.create(pod);
    if (!written.ok) throw new Error(written.status.message);
    this.session.updateStatus<Pod>({ ...pod, status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions } });
    return this;
  }

  /** Addresses with their ports and hints. */
  endpoints(spec: Partial<Service['spec']> = {}, annotations: Record<string, string> = {}): readonly string[] {
    const metadata = { name: 'web', namespace: 'default', annotations };
    const ports = [{ protocol: 'TCP' as const, port: 80, targetPort: 'http' }];
    const service: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'ClusterIP', clusterIP: '10.96.0.9', selector: labels, ports, ...spec },
    };
    return portSetsOf(service, 'IPv4', this.session)
      .flatMap((set) =>
        set.endpoints.map(({ addresses, hints }) =>
          [addresses[0], set.ports[0]?.port, hints?.forZones?.[0]?.name].filter(Boolean).join(' '),
        ),
      )
      .sort();
  }
}

test('a Pod without a known node is left out, unless Pods that are not ready are to be published', () => {
  const playground = new Playground().pod(1, 'node-a').pod(2, undefined).pod(3, 'gone');
  expect(playground.endpoints()).toEqual(['10.244.0.1 8080']);
  expect(playground.endpoints({ publishNotReadyAddresses: true })).toHaveLength(3);
});

test('a named port may be a sidecar’s, but not that of an init container which ends', () => {
  const named = { name: 'proxy', image: 'proxy', ports: [{ name: 'http', containerPort: 15001 }] };
  const containers = [{ name: 'main', image: 'web' }];
  const sidecar = [{ ...named, restartPolicy: 'Always' as const }];
  const playground = new Playground().pod(1, 'node-a', { containers, initContainers: sidecar });
  playground.pod(2, 'node-a', { containers, initContainers: [named] });
  expect(playground.endpoints()).toEqual(['10.244.0.1 15001', '10.244.0.2']);
});

test('zones share the endpoints of all port sets together', () => {
  const other = [{ name: 'main', image: 'web', ports: [{ name: 'http', containerPort: 9090 }] }];
  const playground = new Playground().pod(1, 'node-a').pod(2, 'node-b', { containers: other });
  expect(playground.endpoints({}, AUTO)).toEqual(['10.244.0.1 8080 a', '10.244.0.2 9090 b']);
});

test('the older annotation for hints is asked before the newer one', () => {
  const playground = new Playground().pod(1, 'node-a').pod(2, 'node-b');
  const off = { ...AUTO, 'service.kubernetes.io/topology-aware-hints': 'Disabled' };
  expect(playground.endpoints({}, off)).toEqual(['10.244.0.1 8080', '10.244.0.2 8080']);
});
