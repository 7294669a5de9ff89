import type { ApiObject, Kind } from '../../../../api/index.ts';
import type { ApiResource } from '../client.ts';
import { clientStrategy } from './client/strategy.ts';
import { cloudStrategy } from './cloud/strategy.ts';
import { configMapStrategy } from './config-map/strategy.ts';
import { controllerRevisionStrategy } from './controller-revision/strategy.ts';
import { daemonSetStrategy } from './daemon-set/strategy.ts';
import { deploymentStrategy } from './deployment/strategy.ts';
import { endpointSliceStrategy } from './endpoint-slice/strategy.ts';
import { endpointsStrategy } from './endpoints/strategy.ts';
import { externalHostStrategy } from './external-host/strategy.ts';
import { firewallStrategy } from './firewall/strategy.ts';
import { ingressStrategy } from './ingress/strategy.ts';
import { ingressClassStrategy } from './ingress-class/strategy.ts';
import { leaseStrategy } from './lease/strategy.ts';
import { namespaceStrategy } from './namespace/strategy.ts';
import { nodeStrategy } from './node/strategy.ts';
import { podStrategy } from './pod/strategy.ts';
import { replicaSetStrategy } from './replica-set/strategy.ts';
import { secretStrategy } from './secret/strategy.ts';
import { serviceStrategy } from './service/strategy.ts';
import { serviceAccountStrategy } from './service-account/strategy.ts';
import { serviceCIDRStrategy } from './service-cidr/strategy.ts';
import { serviceRegistryStrategy } from './service-registry/strategy.ts';
import { statefulSetStrategy } from './stateful-set/strategy.ts';
import type { Strategy } from './strategy.ts';

/** Every kind that this API server serves. A kind that is not here is refused as unknown. */
const STRATEGIES = [
  namespaceStrategy,
  nodeStrategy,
  podStrategy,
  deploymentStrategy,
  replicaSetStrategy,
  daemonSetStrategy,
  statefulSetStrategy,
  controllerRevisionStrategy,
  serviceStrategy,
  endpointSliceStrategy,
  endpointsStrategy,
  ingressStrategy,
  ingressClassStrategy,
  serviceCIDRStrategy,
  configMapStrategy,
  secretStrategy,
  leaseStrategy,
  serviceAccountStrategy,
  clientStrategy,
  externalHostStrategy,
  cloudStrategy,
  firewallStrategy,
  serviceRegistryStrategy,
] as unknown as readonly Strategy<ApiObject>[];

const byKind: ReadonlyMap<Kind, Strategy> = new Map(STRATEGIES.map((strategy) => [strategy.kind, strategy]));

/** Every kind as discovery tells it. */
export const resources: readonly ApiResource[] = STRATEGIES.map(({ kind, apiVersion, resource, namespaced }) => ({
  kind,
  apiVersion,
  name: resource.split('.')[0] ?? resource,
  namespaced,
}));

/** How a kind is written; throws for a kind that is not served, since only components come here unasked. */
export function strategyOf(kind: Kind): Strategy {
  const strategy = byKind.get(kind);
  if (!strategy) throw new Error(`no kind ${kind} is served`);
  return strategy;
}

/** Whether the kind is served in this version: `Service` in `v1`, `Deployment` in `apps/v1`. */
export function isServed(apiVersion: string, kind: Kind): boolean {
  return byKind.get(kind)?.apiVersion === apiVersion;
}

/** Whether objects of the kind live in a namespace. */
export function isNamespaced(kind: Kind): boolean {
  return byKind.get(kind)?.namespaced ?? true;
}
