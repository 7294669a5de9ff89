import { type Endpoint, type Node, type Pod, portSetKey, type Service } from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';
import { type AddressType, addressOf, belongsInSlice, endpointOf } from './endpoint.ts';
import { portsOn } from './ports.ts';
import type { PortSet } from './reconcile-slices.ts';
import { wantsTopologyHints, withTopologyHints } from './topology-hints.ts';
import { withTrafficDistribution } from './traffic-distribution.ts';

function hinted(endpoints: readonly Endpoint[], service: Service, read: Reader): readonly Endpoint[] {
  if (wantsTopologyHints(service)) return withTopologyHints(endpoints, read.list<Node>('Node'));
  return endpoints.map((endpoint) => withTrafficDistribution(endpoint, service));
}

/** The endpoints of a Service in one address family, grouped by the ports that their Pods serve. */
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
  return [...sets.values()].map(({ ports, endpoints }) => ({ ports, endpoints: hinted(endpoints, service, read) }));
}
