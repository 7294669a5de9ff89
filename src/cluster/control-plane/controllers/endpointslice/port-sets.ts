import { type Endpoint, type Pod, portSetKey, type Service } from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';
import { type AddressType, addressOf, belongsInSlice, endpointOf } from './endpoint.ts';
import { portsOn } from './ports.ts';
import type { PortSet } from './reconcile-slices.ts';

/** The endpoints of a Service in one address family, grouped by the ports that their Pods serve; none has hints yet. */
export function portSetsOf(service: Service, type: AddressType, read: Reader): readonly PortSet[] {
  const sets = new Map<string, { ports: PortSet['ports']; endpoints: Endpoint[] }>();
  for (const pod of read.withLabels<Pod>('Pod', service.metadata.namespace ?? '', service.spec.selector ?? {})) {
    const address = addressOf(pod, type);
    if (address === undefined || !belongsInSlice(pod, service, read)) continue;
    const ports = portsOn(pod, service);
    const set = sets.get(portSetKey(ports)) ?? { ports, endpoints: [] };
    set.endpoints.push(endpointOf(pod, address, service, read));
    sets.set(portSetKey(ports), set);
  }
  return [...sets.values()];
}
