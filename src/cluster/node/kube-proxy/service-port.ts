import type { ObjectMeta, Protocol, Service, ServicePort } from '../../../api/index.ts';
import { canonicalAddress, type L4Protocol } from '../../network/index.ts';
import { canonicalRange } from '../netfilter/index.ts';

/** One port of a Service as kube-proxy sees it, for one address family. Models pkg/proxy/serviceport.go BaseServicePortInfo (v1.36). */
export interface ServicePortInfo {
  /** The Service's key in the store. */
  readonly service: string;
  /** Place of the port in the Service's list. */
  readonly index: number;
  /** `namespace/name:port`, without the colon when the port has no name: how rules and hashes call it. */
  readonly name: string;
  readonly portName: string;
  readonly protocol: L4Protocol;
  readonly clusterIP: string;
  readonly port: number;
  /** 0 when there is none. */
  readonly nodePort: number;
  readonly externalIPs: readonly string[];
  /** Addresses of a load balancer that delivers packets with the address unchanged. */
  readonly loadBalancerIPs: readonly string[];
  readonly sourceRanges: readonly string[];
  /** Seconds that a client sticks to an endpoint; 0: it does not. */
  readonly affinitySeconds: number;
  readonly internalPolicyLocal: boolean;
  readonly externalPolicyLocal: boolean;
  /** 0 when there is none. */
  readonly healthCheckNodePort: number;
}

/** The family of addresses that a set of rules is about. */
export type Family = 'ip' | 'ip6';

const familyOf = (ip: string): Family => (ip.includes(':') ? 'ip6' : 'ip');

const lower = (protocol: Protocol): L4Protocol => protocol.toLowerCase() as L4Protocol;

/** Another program is asked to serve what has this label; what has the other is said to have no virtual IP. */
const NOT_OURS = ['service.kubernetes.io/service-proxy-name', 'service.kubernetes.io/headless'];

/** Whether kube-proxy never hears of an object: its watches leave out labels. Models cmd/kube-proxy/app/server.go Run (v1.36). */
export function isHidden({ metadata }: { readonly metadata: ObjectMeta }): boolean {
  return NOT_OURS.some((label) => metadata.labels?.[label] !== undefined);
}

/** Whether kube-proxy leaves the Service alone: no virtual IP. Models pkg/proxy/util ShouldSkipService (v1.36). */
function isSkipped(service: Service): boolean {
  const { clusterIP: ip, type } = service.spec;
  return ip === undefined || ip === '' || ip === 'None' || type === 'ExternalName' || isHidden(service);
}

/** The ports of a Service that have an address of the family. */
export function servicePorts(service: Service, family: Family): readonly ServicePortInfo[] {
  if (isSkipped(service)) return [];
  const ips = service.spec.clusterIPs ?? [service.spec.clusterIP ?? ''];
  const clusterIP = ips.find((ip) => familyOf(ip) === family);
  if (clusterIP === undefined || clusterIP === '') return [];
  return (service.spec.ports ?? []).map((port, index) => portInfo(service, port, index, clusterIP, family));
}

function portInfo(
  { spec, metadata, status }: Service,
  port: ServicePort,
  index: number,
  clusterIP: string,
  family: Family,
): ServicePortInfo {
  const namespace = metadata.namespace ?? 'default';
  const ofFamily = (ip: string): boolean => familyOf(ip) === family;
  const ingress = status?.loadBalancer?.ingress ?? [];
  const direct = ingress.flatMap(({ ip, ipMode }) => (ip === undefined || ip === '' || ipMode === 'Proxy' ? [] : [ip]));
  const sticky = spec.sessionAffinity === 'ClientIP';
  return {
    service: `Service/${namespace}/${metadata.name}`,
    index,
    name: `${namespace}/${metadata.name}${port.name ? `:${port.name}` : ''}`,
    portName: port.name ?? '',
    protocol: lower(port.protocol ?? 'TCP'),
    clusterIP: canonicalAddress(clusterIP),
    port: port.port,
    nodePort: port.nodePort ?? 0,
    externalIPs: (spec.externalIPs ?? []).filter(ofFamily).map(canonicalAddress),
    loadBalancerIPs: direct.filter(ofFamily).map(canonicalAddress),
    sourceRanges: (spec.loadBalancerSourceRanges ?? []).map((range) => canonicalRange(range.trim())).filter(ofFamily),
    affinitySeconds: sticky ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800) : 0,
    internalPolicyLocal: spec.internalTrafficPolicy === 'Local',
    externalPolicyLocal: spec.externalTrafficPolicy === 'Local',
    healthCheckNodePort:
      spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local' ? (spec.healthCheckNodePort ?? 0) : 0,
  };
}

/** Whether the Service port can be reached other than by its cluster IP. */
export function isExternallyAccessible(port: ServicePortInfo): boolean {
  return port.nodePort !== 0 || port.loadBalancerIPs.length > 0 || port.externalIPs.length > 0;
}

/**
 * Whether some traffic of the port may go to any endpoint of the cluster. Under external policy Local that is still what
 * Pods and the node itself send to its outside addresses.
 */
export function usesClusterEndpoints(port: ServicePortInfo): boolean {
  return !port.internalPolicyLocal || isExternallyAccessible(port);
}

/** Whether some traffic of the port may only go to endpoints of the node it arrives at. */
export function usesLocalEndpoints(port: ServicePortInfo): boolean {
  return port.internalPolicyLocal || (isExternallyAccessible(port) && port.externalPolicyLocal);
}
