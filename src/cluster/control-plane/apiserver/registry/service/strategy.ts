import type { Service, ServicePort } from '../../../../../api/index.ts';
import type { FieldError } from '../../field-errors.ts';
import { dnsLabelFaults } from '../../formats.ts';
import type { Draft, Strategy, WriteContext } from '../strategy.ts';
import { allocateClusterIP } from './cluster-ip.ts';
import { allocateNodePorts, wantsNodePorts } from './node-port.ts';
import { serviceFaults } from './validation.ts';

const AFFINITY_SECONDS = 10_800;

function portDefaults(port: ServicePort): ServicePort {
  const target = port.targetPort;
  const targetPort = target === undefined || target === 0 || target === '' ? port.port : target;
  const { protocol = 'TCP' } = port;
  return { ...port, protocol, targetPort: targetPort ?? 0 };
}

/** The affinity as it is stored: its config only while there is an affinity. */
function affinityOf({ spec }: Draft<Service>): Partial<Service['spec']> {
  const { sessionAffinity = 'None', sessionAffinityConfig } = spec;
  if (sessionAffinity !== 'ClientIP') return { sessionAffinity };
  const timeoutSeconds = sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_SECONDS;
  return { sessionAffinity, sessionAffinityConfig: { clientIP: { timeoutSeconds } } };
}

function defaults(service: Draft<Service>): void {
  const { type = 'ClusterIP', ports } = service.spec ?? {};
  const { sessionAffinityConfig, ...spec } = service.spec ?? {};
  const outside = type === 'NodePort' || type === 'LoadBalancer' || (spec.externalIPs ?? []).length > 0;
  service.spec = {
    ...spec,
    type,
    ...(ports && { ports: ports.map(portDefaults) }),
    ...affinityOf({ ...service, spec: service.spec ?? { type } }),
    ...(outside && { externalTrafficPolicy: spec.externalTrafficPolicy ?? 'Cluster' }),
    ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }),
    ...(type !== 'ExternalName' && { internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster' }),
  };
}

/** What an update leaves out and the Service keeps: its address, and node ports by the name of their port. */
function keep(service: Draft<Service>, before: Service): void {
  const { clusterIP, clusterIPs, ...spec } = service.spec;
  const ip = clusterIP || before.spec.clusterIP;
  const old = new Map((before.spec.ports ?? []).map((port) => [port.name ?? '', port]));
  const ports = spec.ports?.map((port) => {
    const was = old.get(port.name ?? '');
    return port.nodePort || !was?.nodePort || !wantsNodePorts(service) ? port : { ...port, nodePort: was.nodePort };
  });
  const ips = clusterIPs ?? (ip === before.spec.clusterIP ? before.spec.clusterIPs : undefined);
  service.spec = { ...spec, ...(ip && { clusterIP: ip }), ...(ips && { clusterIPs: ips }), ...(ports && { ports }) };
}

function allocate(service: Draft<Service>, before: Service | undefined, context: WriteContext): readonly FieldError[] {
  if (service.spec.type === 'ExternalName') return [];
  const { ip, errors } = allocateClusterIP(service, context);
  if (errors.length > 0) return errors;
  const families = ip === 'None' && !service.spec.selector ? {} : { ipFamilies: service.spec.ipFamilies ?? ['IPv4'] };
  const policy = { ipFamilyPolicy: service.spec.ipFamilyPolicy ?? ('SingleStack' as const) };
  service.spec = { ...service.spec, ...(ip && { clusterIP: ip, clusterIPs: [ip] }), ...families, ...policy } as Service['spec'];
  if (!wantsNodePorts(service)) return [];
  const given = allocateNodePorts(service, before, context);
  service.spec = { ...service.spec, ports: given.ports };
  return given.errors;
}

/** Services. Models pkg/registry/core/service (v1.36). */
export const serviceStrategy: Strategy<Service> = {
  kind: 'Service',
  apiVersion: 'v1',
  resource: 'services',
  namespaced: true,
  nameFaults: dnsLabelFaults,
  defaults,
  prepare(service, before) {
    if (before) keep(service, before);
    service.status = before?.status ?? service.status ?? { loadBalancer: {} };
  },
  allocate,
  validate: serviceFaults,
  warnings: ({ spec }) => ((spec.externalIPs ?? []).length > 0 ? ['spec.externalIPs is deprecated and may no longer be implemented in some clusters'] : []),
};
