import { type Node, timestamp } from '../../api/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import { HEALTH_TIMEOUT, type HealthAnswer, healthAnswer } from '../node/kube-proxy/index.ts';
import type { World } from '../world.ts';

/** The cluster autoscaler's mark on a node that it is about to remove. */
const TO_BE_DELETED = 'ToBeDeletedByClusterAutoscaler';

const isEligible = (node: Node | undefined): boolean =>
  node !== undefined &&
  node.metadata.deletionTimestamp === undefined &&
  !(node.spec.taints ?? []).some(({ key }) => key === TO_BE_DELETED);

/**
 * What a node's kube-proxy answers to an HTTP GET on one of the node's addresses: on port 10256 about itself, on a
 * health check node port about the Service's endpoints on this node, as of its last sync. Undefined where it does not
 * listen.
 */
export function kubeProxyAnswer(
  node: string,
  ip: string,
  port: number,
  world: World,
  read: Reader,
): HealthAnswer | undefined {
  const state = world.proxies.get(node);
  if (!state || state.trouble !== undefined) return undefined;
  const oldest = Math.min(world.now, ...state.dirty.values());
  const health = {
    now: timestamp(world.now),
    syncedAt: timestamp(state.syncs.at(-1) ?? 0),
    healthy: world.now - oldest < HEALTH_TIMEOUT,
    nodeEligible: isEligible(read.get<Node>('Node', '', node)),
  };
  return healthAnswer(state.proxier, health, ip, port);
}
