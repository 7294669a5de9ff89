import type { Service, ServicePort } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import type { Draft } from '../strategy.ts';
import { isExternallyAccessible } from './defaults.ts';
import { needsHealthCheck, wantsNodePorts } from './node-port.ts';

type Spec = Service['spec'];

const needsClusterIP = ({ spec }: Service): boolean => spec.type !== 'ExternalName';

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
    const kept = clusterIP === before.spec.clusterIP ? before.spec.clusterIPs : undefined;
    const clusterIPs = service.spec.clusterIPs ?? kept;
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
  if (clusterIP !== '' && clusterIPs.length === 0) service.spec = { ...service.spec, clusterIPs: [clusterIP] };
  if (!before || clusterIP === (before.spec.clusterIP ?? '') || !alike(clusterIPs, before.spec.clusterIPs)) return;
  service.spec = clusterIP === '' ? without(service.spec, 'clusterIPs') : { ...service.spec, clusterIPs: [clusterIP] };
}

/**
 * Clears what no longer applies to the new type, was filled in by the server, and was not changed as well.
 * Models pkg/registry/core/service dropTypeDependentFields (v1.36).
 */
export function dropTypeDependent(service: Draft<Service>, before: Service): void {
  const spec = service.spec;
  const drop: (keyof Spec)[] = [];
  const dropIfSame = (field: keyof Spec, needed: (service: Service) => boolean): void => {
    if (needed(before) && !needed(service) && alike(spec[field], before.spec[field])) drop.push(field);
  };
  for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const)
    dropIfSame(field, needsClusterIP);
  dropIfSame('healthCheckNodePort', needsHealthCheck);
  dropIfSame('allocateLoadBalancerNodePorts', ({ spec: { type } }) => type === 'LoadBalancer');
  dropIfSame('loadBalancerClass', ({ spec: { type } }) => type === 'LoadBalancer');
  dropIfSame('externalTrafficPolicy', isExternallyAccessible);
  const samePorts = portsOf(service).every((port) => port === 0 || portsOf(before).includes(port));
  if (wantsNodePorts(before) && !wantsNodePorts(service) && samePorts) {
    const ports = spec.ports?.map(({ nodePort, ...port }) => port);
    service.spec = without({ ...spec, ...(ports && { ports }) }, ...drop);
  } else service.spec = without(spec, ...drop);
}
