import { type EndpointSlice, SERVICE_NAME_LABEL, type Service } from '../../../api/index.ts';
import type { Reader } from '../../control-plane/apiserver/client.ts';

/** The domain that CoreDNS answers for. */
export const CLUSTER_DOMAIN = 'cluster.local.';

/** What the kubernetes plugin looks up: Services and the endpoints behind them. */
export interface Zone {
  namespaceExists(name: string): boolean;
  service(namespace: string, name: string): Service | undefined;
  slices(namespace: string, service: string): readonly EndpointSlice[];
}

/** The zone as the API server has it. */
export function zoneOf(read: Reader): Zone {
  return {
    namespaceExists: (name) => read.get('Namespace', '', name) !== undefined,
    service: (namespace, name) => read.get<Service>('Service', namespace, name),
    slices: (namespace, service) =>
      read.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: service }),
  };
}
