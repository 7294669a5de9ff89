import type { Service, ServicePort } from '../../../../../api/index.ts';
import type { Draft } from '../strategy.ts';

/** How long a client sticks to its endpoint when the manifest does not say: three hours. */
const AFFINITY_SECONDS = 10_800;

/** Whether packets from outside the cluster can be meant for the Service. Models pkg/api/service ExternallyAccessible (v1.36). */
export function isExternallyAccessible({ spec }: Service): boolean {
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') return true;
  return spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0;
}

function portDefaults(port: ServicePort): ServicePort {
  const target = port.targetPort;
  const targetPort = target === undefined || target === 0 || target === '' ? port.port : target;
  return { ...port, protocol: port.protocol || 'TCP', targetPort: targetPort ?? 0 };
}

/** The affinity as it is stored: its config only while there is an affinity. */
function affinityOf(spec: Service['spec']): Partial<Service['spec']> {
  const sessionAffinity = spec.sessionAffinity || 'None';
  if (sessionAffinity !== 'ClientIP') return { sessionAffinity };
  const timeoutSeconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_SECONDS;
  return { sessionAffinity, sessionAffinityConfig: { clientIP: { timeoutSeconds } } };
}

function policiesOf(service: Service): Partial<Service['spec']> {
  const { spec } = service;
  return {
    ...(isExternallyAccessible(service) && { externalTrafficPolicy: spec.externalTrafficPolicy || 'Cluster' }),
    ...(spec.type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }),
    ...(spec.type !== 'ExternalName' &&
      spec.internalTrafficPolicy === undefined && { internalTrafficPolicy: 'Cluster' as const }),
  };
}

/** A node port of zero is one that was never asked for. */
function withoutZero(port: ServicePort): ServicePort {
  const { nodePort, ...rest } = port;
  return nodePort ? port : rest;
}

/** Fills in a Service. Models pkg/apis/core/v1 SetDefaults_Service (v1.36). */
export function serviceDefaults(service: Draft<Service>): void {
  const { sessionAffinityConfig, ...spec } = service.spec ?? ({} as Service['spec']);
  const type = spec.type || 'ClusterIP';
  const typed = { ...service, spec: { ...service.spec, type } };
  service.spec = {
    ...spec,
    type,
    ...(spec.ports && { ports: spec.ports.map(portDefaults).map(withoutZero) }),
    ...affinityOf(typed.spec),
    ...policiesOf(typed),
  };
}

/** An ExternalName Service is never shown with the policy for inside the cluster. Models defaultOnReadInternalTrafficPolicy (v1.36). */
export function hideInternalPolicy(service: Draft<Service>): void {
  if (service.spec.type !== 'ExternalName') return;
  const { internalTrafficPolicy, ...spec } = service.spec;
  service.spec = spec;
}
