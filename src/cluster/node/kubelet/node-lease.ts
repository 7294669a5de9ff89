import { type Lease, microTimestamp, NODE_LEASES, type Node } from '../../../api/index.ts';
import type { Client, Controller } from '../../control-plane/apiserver/client.ts';

/** A kubelet says that it is alive every ten virtual seconds; after forty without a word its Lease has run out. */
const RENEW_INTERVAL = 10_000;
const LEASE_SECONDS = 40;

/** Virtual ms until a kubelet that has registered sends its first heartbeat. */
const DELAY = 10;

function renewed(node: Node, now: number, before: Lease | undefined): Lease {
  const { name, uid = '' } = node.metadata;
  const owner = { apiVersion: 'v1', kind: 'Node', name, uid };
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: before?.metadata ?? { name, namespace: NODE_LEASES, ownerReferences: [owner] },
    spec: { holderIdentity: name, leaseDurationSeconds: LEASE_SECONDS, renewTime: microTimestamp(now) },
  };
}

function renew(node: Node, client: Client, now: number): void {
  const before = client.get<Lease>('Lease', NODE_LEASES, node.metadata.name);
  const lease = renewed(node, now, before);
  if (before) client.update(lease);
  else client.create(lease);
}

/**
 * The heartbeats of the kubelets: each keeps its Node's Lease fresh while its machine is on. A Node of another cluster's dump
 * has no kubelet and no Lease. Models pkg/kubelet nodelease (v1.36).
 */
export function nodeHeartbeat(isAlive: (node: Node) => boolean): Controller {
  return {
    name: 'kubelet heartbeat',
    delay: DELAY,
    watches: { Node: ({ key, before, after }) => (after && !before ? [key.slice('Node//'.length)] : []) },
    reconcile(key, client, now) {
      const node = client.get<Node>('Node', '', key);
      if (!node || !isAlive(node)) return undefined;
      renew(node, client, now);
      return { requeueAfter: RENEW_INTERVAL };
    },
  };
}
