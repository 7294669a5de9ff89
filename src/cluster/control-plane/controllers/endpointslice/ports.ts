import { type EndpointPort, type Pod, type Service, targetPortOn } from '../../../../api/index.ts';

/** The ports that a Pod serves for a Service. A headless Service without ports has none; a named port that the Pod lacks is left out. */
export function portsOn(pod: Pod, service: Service): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const target = targetPortOn(pod, port);
    const { name = '', protocol, appProtocol } = port;
    return target === undefined
      ? []
      : [{ name, protocol, port: target, ...(appProtocol !== undefined && { appProtocol }) }];
  });
}
