import type { Service } from '../../../../../api/index.ts';
import { dnsLabelFaults } from '../../formats.ts';
import { internalError } from '../../statuses.ts';
import { clusterFamilies } from '../service-cidr/ranges.ts';
import type { Allocated, Draft, Strategy, WriteContext } from '../strategy.ts';
import { allocateClusterIPs } from './cluster-ip.ts';
import { hideInternalPolicy, serviceDefaults } from './defaults.ts';
import { ipFamilies } from './ip-family.ts';
import { firstNodePorts, laterNodePorts, NodePorts, needsHealthCheck } from './node-port.ts';
import { dropTypeDependent, keepAllocated, normalizeClusterIPs } from './update.ts';
import { serviceFaults } from './validation.ts';
import { serviceWarnings } from './warnings.ts';

/** Whether a Service with one address asks for another of the other family. */
const wantsSecond = (
  { spec: { clusterIPs = [], ipFamilies: families = [] } }: Service,
  holds: readonly string[],
): boolean => holds.length === 1 && holds[0] !== 'None' && clusterIPs[0] === holds[0] && families.length === 2;

function allocateIP(service: Draft<Service>, before: Service | undefined, context: WriteContext): Allocated {
  if (service.spec.type === 'ExternalName') return [];
  const families = ipFamilies(service, before, clusterFamilies(context.read));
  if (families.errors.length > 0) return families.errors;
  service.spec = { ...service.spec, ...families.spec };
  const holds = before && before.spec.type !== 'ExternalName' ? (before.spec.clusterIPs ?? []) : [];
  if (holds.length > 0 && !wantsSecond(service, holds)) return [];
  const { ips, errors } = allocateClusterIPs(service, holds, context);
  const [clusterIP] = ips;
  service.spec = { ...service.spec, ...(clusterIP && { clusterIP }), clusterIPs: ips };
  return errors;
}

/** The port under which a node tells whether it has endpoints. Its refusal is an internal error, in the real server too. */
function allocateHealthCheck(service: Draft<Service>, before: Service | undefined, nodePorts: NodePorts): Allocated {
  if (!needsHealthCheck(service) || (before && needsHealthCheck(before))) return [];
  const asked = service.spec.healthCheckNodePort ?? 0;
  const why = asked === 0 ? undefined : nodePorts.ask(asked);
  if (why !== undefined) return internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${why}`);
  const healthCheckNodePort = asked || nodePorts.next('health-check');
  if (healthCheckNodePort === undefined)
    return internalError('failed to allocate a HealthCheck NodePort 0: range is full');
  service.spec = { ...service.spec, healthCheckNodePort };
  return [];
}

function allocatePorts(service: Draft<Service>, before: Service | undefined, context: WriteContext): Allocated {
  if (service.spec.type !== 'NodePort' && service.spec.type !== 'LoadBalancer') return [];
  const nodePorts = new NodePorts(service, context);
  const given = before ? laterNodePorts(service, before, nodePorts) : firstNodePorts(service, nodePorts);
  if ('code' in given.errors || given.errors.length > 0) return given.errors;
  if (service.spec.ports) service.spec = { ...service.spec, ports: given.ports };
  return allocateHealthCheck(service, before, nodePorts);
}

/** An empty selector is stored as none, so that nobody makes endpoints for it: protobuf has no empty maps. */
function dropEmptySelector(service: Draft<Service>): void {
  const { selector, ...spec } = service.spec;
  if (selector && Object.keys(selector).length === 0) service.spec = spec;
}

/** Addresses and ports are handed out before anything is validated, so one refusal here hides every other fault. */
function allocate(service: Draft<Service>, before: Service | undefined, context: WriteContext): Allocated {
  if (before) keepAllocated(service, before);
  normalizeClusterIPs(service, before);
  const errors = allocateIP(service, before, context);
  if ('code' in errors || errors.length > 0) return errors;
  const refusal = allocatePorts(service, before, context);
  if ('code' in refusal || refusal.length > 0) return refusal;
  if (before) dropTypeDependent(service, before);
  return [];
}

/** Services. Models pkg/registry/core/service (v1.36). */
export const serviceStrategy: Strategy<Service> = {
  kind: 'Service',
  apiVersion: 'v1',
  resource: 'services',
  namespaced: true,
  nameFaults: dnsLabelFaults,
  defaults: serviceDefaults,
  prepare(service, before) {
    dropEmptySelector(service);
    service.status = before?.status ?? { loadBalancer: {} };
  },
  allocate,
  validate: serviceFaults,
  canonicalize: hideInternalPolicy,
  warnings: serviceWarnings,
};
