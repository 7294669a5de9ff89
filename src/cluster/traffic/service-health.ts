import { type EndpointSlice, SERVICE_NAME_LABEL, type Service } from '../../api/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import type { World } from '../world.ts';

/** kube-proxy's own health: the port that load balancers ask about a node under policy Cluster. */
const HEALTHZ = 10_256;

/** An HTTP answer to a health check. */
export interface HealthAnswer {
  readonly status: number;
}

/**
 * What kube-proxy answers on one of its health ports of a node: its own, 200 once it has written rules; a Service's, 200
 * where there are endpoints on this node and 503 where there are none. Undefined for ports that are neither.
 * Models pkg/proxy/healthcheck (v1.36).
 */
export function serviceHealth(node: string, port: number, world: World, read: Reader): HealthAnswer | undefined {
  const proxy = world.proxies.get(node);
  if (!proxy) return undefined;
  if (port === HEALTHZ) return { status: proxy.syncs.length > 0 ? 200 : 503 };
  const service = read.list<Service>('Service').find(({ spec }) => spec.healthCheckNodePort === port);
  return service && { status: hasEndpointsOn(service, node, read) ? 200 : 503 };
}

function hasEndpointsOn({ metadata }: Service, node: string, read: Reader): boolean {
  const labels = { [SERVICE_NAME_LABEL]: metadata.name };
  const slices = read.withLabels<EndpointSlice>('EndpointSlice', metadata.namespace ?? '', labels);
  const here = slices.flatMap(({ endpoints }) => endpoints ?? []).filter(({ nodeName }) => nodeName === node);
  return here.some(({ conditions }) => conditions?.ready !== false);
}
