import { type Endpoint, type Node, type Pod, portSetKey, type Service } from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';
import { type AddressType, addressOf, belongsInSlice, endpointOf } from './endpoint.ts';
import { portsOn } from './ports.ts';
import type { PortSet } from './reconcile-slices.ts';
import { wantsTopologyHints, withTopologyHints } from './topology-hints.ts';
import { withTrafficDistribution } from './traffic-distribution.ts';

/** Hints for all endpoints of one family: a zone gets its share of them together, whichever ports they serve. */
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
  const found = [...sets.values()];
  const all = found.flatMap(({ endpoints }) => endpoints);
  const hints = new Map(hinted(all, service, read).map((endpoint, i) => [all[i], endpoint]));
  return found.map(({ ports, endpoints }) => ({ ports, endpoints: endpoints.map((one) => hints.get(one) ?? one) }));
}
