import type { Service, ServicePort } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import type { Draft } from '../strategy.ts';
import { isExternallyAccessible } from './defaults.ts';
import { needsHealthCheck, wantsNodePorts } from './node-port.ts';

type Spec = Service['spec'];

const needsClusterIP = ({ spec }: Service): boolean => spec.type !== 'ExternalName';
const isLoadBalancer = ({ spec }: Service): boolean => spec.type === 'LoadBalancer';
const canHaveNodePorts = ({ spec }: Service): boolean => spec.type === 'NodePort' || spec.type === 'LoadBalancer';

const alike = (one: unknown, other: unknown): boolean => same(one ?? [], other ?? []);

const portsOf = (service: Service): number[] => (service.spec.ports ?? []).map((port) => port.nodePort ?? 0);

/** A spec without some of its fields. */
function without(spec: Spec, ...fields: (keyof Spec)[]): Spec {
  return Object.fromEntries(
    Object.entries(spec).filter(([field]) => !fields.includes(field as keyof Spec)),
  ) as unknown as Spec;
}

function keepNodePorts(service: Service, before: Service): readonly ServicePort[] | undefined {
  const now = new Set(portsOf(service));
  const byName = new Map((before.spec.ports ?? []).map((port) => [port.name ?? '', port.nodePort]));
  return service.spec.ports?.map((port) => {
    const was = byName.get(port.name ?? '');
    return port.nodePort || !was || now.has(was) ? port : { ...port, nodePort: was };
  });
}

/**
 * Puts back what an update leaves out and was allocated: the address, and node ports by the name of their port.
 * Models pkg/registry/core/service/storage patchAllocatedValues (v1.36).
 */
export function keepAllocated(service: Draft<Service>, before: Service): void {
  if (needsClusterIP(before) && needsClusterIP(service)) {
    const clusterIP = service.spec.clusterIP || before.spec.clusterIP;
    const clusterIPs = service.spec.clusterIPs?.length ? service.spec.clusterIPs : before.spec.clusterIPs;
    service.spec = { ...service.spec, ...(clusterIP && { clusterIP }), ...(clusterIPs && { clusterIPs }) };
  }
  if (wantsNodePorts(before) && wantsNodePorts(service)) {
    const ports = keepNodePorts(service, before);
    service.spec = { ...service.spec, ...(ports && { ports }) };
  }
  if (needsHealthCheck(before) && needsHealthCheck(service) && !service.spec.healthCheckNodePort) {
    const { healthCheckNodePort } = before.spec;
    service.spec = { ...service.spec, ...(healthCheckNodePort && { healthCheckNodePort }) };
  }
}

/** Makes `clusterIPs` follow `clusterIP`, which older clients set alone. Models normalizeClusterIPs (v1.36). */
export function normalizeClusterIPs(service: Draft<Service>, before: Service | undefined): void {
  const { clusterIP = '', clusterIPs = [] } = service.spec;
  if (!before) {
    if (clusterIP !== '' && clusterIPs.length === 0) service.spec = { ...service.spec, clusterIPs: [clusterIP] };
    return;
  }
  const same = clusterIP === (before.spec.clusterIP ?? '');
  if (same && clusterIPs.length === 0 && before.spec.clusterIPs)
    service.spec = { ...service.spec, clusterIPs: before.spec.clusterIPs };
  if (same || !alike(clusterIPs, before.spec.clusterIPs)) return;
  service.spec = clusterIP === '' ? without(service.spec, 'clusterIPs') : { ...service.spec, clusterIPs: [clusterIP] };
}

/** The node ports go with a type that has none, unless one of them is new. */
function dropNodePorts(service: Draft<Service>, before: Service): void {
  const known = portsOf(service).every((port) => port === 0 || portsOf(before).includes(port));
  if (!canHaveNodePorts(before) || canHaveNodePorts(service) || !known) return;
  const ports = service.spec.ports?.map(({ nodePort, ...port }) => port);
  service.spec = { ...service.spec, ...(ports && { ports }) };
}

/**
 * Clears what no longer applies to the new type, was filled in by the server, and was not changed as well.
 * Models pkg/registry/core/service dropTypeDependentFields (v1.36).
 */
export function dropTypeDependent(service: Draft<Service>, before: Service): void {
  const { spec } = service;
  const drop: (keyof Spec)[] = [];
  const dropIfSame = (needed: (service: Service) => boolean, ...fields: (keyof Spec)[]): void => {
    const unchanged = fields.every((field) => alike(spec[field], before.spec[field]));
    if (needed(before) && !needed(service) && unchanged) drop.push(...fields);
  };
  dropIfSame(needsClusterIP, 'clusterIP', 'clusterIPs');
  dropIfSame(needsClusterIP, 'ipFamilies');
  dropIfSame(needsClusterIP, 'ipFamilyPolicy');
  dropIfSame(needsHealthCheck, 'healthCheckNodePort');
  dropIfSame(isLoadBalancer, 'allocateLoadBalancerNodePorts');
  dropIfSame(isLoadBalancer, 'loadBalancerClass');
  dropIfSame(isExternallyAccessible, 'externalTrafficPolicy');
  service.spec = without(spec, ...drop);
  dropNodePorts(service, before);
  if (!isLoadBalancer(service)) service.status = { ...service.status, loadBalancer: {} };
}
