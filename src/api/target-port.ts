import type { EndpointPort } from './endpoint-slice.ts';
import type { Pod } from './pod.ts';
import type { Service, ServicePort } from './service.ts';

/**
 * The container port that a Service's port leads to on one Pod: the number itself, or that of the container port with the
 * name, sidecars last; undefined when the Pod has no port of that name and protocol. Models pkg/api/v1/pod FindPort (v1.36).
 */
export function targetPortOn({ spec }: Pod, { targetPort, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...spec.containers, ...sidecars]) {
    const port = container.ports?.find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol);
    if (port) return port.containerPort;
  }
  return undefined;
}

/** A text that is the same for the same set of ports, in whatever order they stand. */
export function portSetKey(ports: readonly EndpointPort[] | null | undefined): string {
  const one = ({ name, protocol, port, appProtocol }: EndpointPort): string =>
    `${name ?? ''} ${protocol ?? 'TCP'} ${port} ${appProtocol ?? ''}`;
  return (ports ?? []).map(one).sort().join(', ');
}

/** Whether a Pod goes by a name of its own under the Service (`web-0.web`): it has a hostname, and the Service is its subdomain. */
export function isNamedBy(pod: Pod, service: Service): boolean {
  const { hostname = '', subdomain } = pod.spec;
  return (
    hostname !== '' && subdomain === service.metadata.name && pod.metadata.namespace === service.metadata.namespace
  );
}
