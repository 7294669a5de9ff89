import type { Service } from '../../../../../api/index.ts';
import { invalid } from '../../field-errors.ts';
import { dnsLabelFaults } from '../../formats.ts';
import { internalError } from '../../statuses.ts';
import type { Allocated, Draft, Strategy, WriteContext } from '../strategy.ts';
import { allocateClusterIP } from './cluster-ip.ts';
import { serviceDefaults } from './defaults.ts';
import { ipFamilies } from './ip-family.ts';
import { allocateNodePorts, heldPorts, NodePorts, needsHealthCheck } from './node-port.ts';
import { dropTypeDependent, keepAllocated, normalizeClusterIPs } from './update.ts';
import { serviceFaults } from './validation.ts';
import { serviceWarnings } from './warnings.ts';

function allocateIP(service: Draft<Service>, before: Service | undefined, context: WriteContext): Allocated {
  if (service.spec.type === 'ExternalName') return [];
  const families = ipFamilies(service);
  if (families.errors.length > 0) return families.errors;
  service.spec = { ...service.spec, ...families.spec };
  if (before && before.spec.type !== 'ExternalName') return [];
  const { ips, errors } = allocateClusterIP(service, context);
  const [clusterIP] = ips;
  service.spec = { ...service.spec, ...(clusterIP && { clusterIP }), clusterIPs: ips };
  return errors;
}

/** The port under which a node tells whether it has endpoints. Its refusal is an internal error, in the real server too. */
function allocateHealthCheck(service: Draft<Service>, before: Service | undefined, nodePorts: NodePorts): Allocated {
  if (!needsHealthCheck(service)) return [];
  const asked = service.spec.healthCheckNodePort ?? 0;
  const was = before && needsHealthCheck(before) ? before.spec.healthCheckNodePort : undefined;
  if (was !== undefined && was !== asked) return [invalid('spec.healthCheckNodePort', asked, 'field is immutable')];
  const why = asked === 0 ? undefined : nodePorts.ask(asked);
  if (why !== undefined) return internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${why}`);
  const healthCheckNodePort = asked || nodePorts.next('health-check');
  if (healthCheckNodePort === undefined)
    return internalError('failed to allocate a HealthCheck NodePort: range is full');
  service.spec = { ...service.spec, healthCheckNodePort };
  return [];
}

/** Addresses and ports are handed out before anything is validated, so one refusal here hides every other fault. */
function allocate(service: Draft<Service>, before: Service | undefined, context: WriteContext): Allocated {
  normalizeClusterIPs(service, before);
  const errors = allocateIP(service, before, context);
  if ('code' in errors || errors.length > 0) return errors;
  if (service.spec.type !== 'NodePort' && service.spec.type !== 'LoadBalancer') return [];
  const nodePorts = new NodePorts(service, heldPorts(before), context);
  const given = allocateNodePorts(service, nodePorts);
  if ('code' in given.errors || given.errors.length > 0) return given.errors;
  if (service.spec.ports) service.spec = { ...service.spec, ports: given.ports };
  return allocateHealthCheck(service, before, nodePorts);
}

/** An empty selector is stored as none, so that nobody makes endpoints for it: protobuf has no empty maps. */
function dropEmptySelector(service: Draft<Service>): void {
  const { selector, ...spec } = service.spec;
  if (selector && Object.keys(selector).length === 0) service.spec = spec;
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
    if (before) {
      keepAllocated(service, before);
      dropTypeDependent(service, before);
    }
    service.status = before?.status ?? { loadBalancer: {} };
  },
  allocate,
  validate: serviceFaults,
  warnings: serviceWarnings,
};
