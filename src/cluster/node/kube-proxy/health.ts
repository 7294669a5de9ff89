import { isLoopback, nodePortAddresses } from './node-port-addresses.ts';
import type { Proxier } from './proxier.ts';
import { servedPorts } from './service-input.ts';

/** An HTTP answer of kube-proxy's own. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What kube-proxy knows of its own health besides its rules. */
export interface ProxyHealth {
  /** RFC 3339 time now, and of the last sync. */
  readonly now: string;
  readonly syncedAt: string;
  /** Nothing it has heard has waited for longer than twice the sync period. */
  readonly healthy: boolean;
  /** The Node is neither being deleted nor marked so by the cluster autoscaler. */
  readonly nodeEligible: boolean;
}

/** Virtual ms that a change may wait before kube-proxy is no longer healthy: twice the sync period of 30 s. */
export const HEALTH_TIMEOUT = 60_000;

/** Where kube-proxy tells of itself (`--healthz-bind-address`). */
const HEALTHZ_PORT = 10_256;

const JSON_HEADERS = { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' } as const;

/** `GET /healthz` on port 10256. Models pkg/proxy/healthcheck/proxy_health.go (v1.36). */
function proxyHealthAnswer({ now, syncedAt, healthy, nodeEligible }: ProxyHealth): HealthAnswer {
  const well = healthy && nodeEligible;
  const body = {
    lastUpdated: well ? now : syncedAt,
    currentTime: now,
    nodeEligible,
    healthy: well,
    status: { IPv4: { lastUpdated: syncedAt, healthy } },
  };
  return { status: well ? 200 : 503, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/** One health check port that kube-proxy serves on its node. */
interface HealthCheck {
  /** `namespace/name` */
  readonly service: string;
  readonly port: number;
  /** Ready endpoints of the Service on this node. */
  readonly localEndpoints: number;
}

/** The health check ports of the Services that a node's kube-proxy knows of, under external traffic policy Local. */
function healthChecks({ parts, family, node }: Proxier): HealthCheck[] {
  return [...parts.values()].flatMap(({ input }) => {
    const ports = servedPorts(input, family);
    const port = ports.find((one) => one.port.healthCheckNodePort > 0)?.port.healthCheckNodePort;
    if (port === undefined) return [];
    const local = ports.flatMap(({ endpoints }) => endpoints.filter((one) => one.ready && one.node === node.name));
    const { namespace = 'default', name } = input.service.metadata;
    return [{ service: `${namespace}/${name}`, port, localEndpoints: new Set(local.map((one) => one.ip)).size }];
  });
}

/** Whether the health check server listens on an address of the node: where node ports are limited, only there. */
function servesHealthOn(ip: string, { node, flags, family, mode }: Proxier): boolean {
  const given = mode === 'nftables' && flags.nodePortAddresses.length === 0 ? ['primary'] : flags.nodePortAddresses;
  const addresses = nodePortAddresses(node, { ...flags, nodePortAddresses: given }, family);
  return addresses === undefined ? node.addresses.includes(ip) || isLoopback(ip) : addresses.includes(ip);
}

/**
 * Any GET on a Service's health check node port: a load balancer takes nodes that answer 200, those with a ready
 * endpoint. Models pkg/proxy/healthcheck/service_health.go (v1.36).
 */
function serviceHealthAnswer({ service, localEndpoints }: HealthCheck, proxyHealthy: boolean): HealthAnswer {
  const [namespace, name] = service.split('/');
  const body = [
    '{',
    '\t"service": {',
    `\t\t"namespace": ${JSON.stringify(namespace)},`,
    `\t\t"name": ${JSON.stringify(name)}`,
    '\t},',
    `\t"localEndpoints": ${localEndpoints},`,
    `\t"serviceProxyHealthy": ${proxyHealthy}`,
    '}',
  ];
  return {
    status: localEndpoints > 0 && proxyHealthy ? 200 : 503,
    headers: { ...JSON_HEADERS, 'X-Load-Balancing-Endpoint-Weight': String(localEndpoints) },
    body: body.join('\n'),
  };
}

/**
 * What kube-proxy answers to an HTTP GET on a port of its node: on 10256 about itself, on a health check node port about
 * a Service. Undefined where it does not listen, so that the caller is refused.
 */
export function healthAnswer(
  proxier: Proxier,
  health: ProxyHealth,
  ip: string,
  port: number,
): HealthAnswer | undefined {
  if (port === HEALTHZ_PORT) return proxyHealthAnswer(health);
  if (!servesHealthOn(ip, proxier)) return undefined;
  const check = healthChecks(proxier).find((one) => one.port === port);
  return check && serviceHealthAnswer(check, health.healthy);
}
