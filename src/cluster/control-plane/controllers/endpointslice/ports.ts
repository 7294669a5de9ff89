import type { EndpointPort, Pod, Service, ServicePort } from '../../../../api/index.ts';

/** The container port that a Service port leads to on one Pod: the number, or that of the container port with the name. Models endpointslice FindPort (v1.36). */
function targetOn(pod: Pod, { targetPort, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  for (const container of pod.spec.containers) {
    const port = container.ports?.find((one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol);
    if (port) return port.containerPort;
  }
  return undefined;
}

/** The ports that a Pod serves for a Service. A headless Service without ports has none; a named port that the Pod lacks is left out. */
export function portsOn(pod: Pod, service: Service): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const target = targetOn(pod, port);
    const { name = '', protocol, appProtocol } = port;
    return target === undefined ? [] : [{ name, protocol, port: target, ...(appProtocol !== undefined && { appProtocol }) }];
  });
}

/** A text that is the same for the same set of ports. */
export function portsKey(ports: readonly EndpointPort[] | null | undefined): string {
  const one = ({ name, protocol, port, appProtocol }: EndpointPort): string => `${name ?? ''} ${protocol} ${port} ${appProtocol ?? ''}`;
  return (ports ?? []).map(one).sort().join(', ');
}
