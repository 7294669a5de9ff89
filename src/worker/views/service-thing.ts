import { type EndpointSlice, keyOf, type Pod, SERVICE_NAME_LABEL, type Service } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { ServiceThing } from '../protocol.ts';
import { mismatchOf } from './mismatch.ts';

/** How many endpoints without a Pod are named. */
const FOREIGN_NAMED = 6;

/** The slices of a Service. */
export function slicesOf(service: Service, read: Reader): readonly EndpointSlice[] {
  const { namespace = '', name } = service.metadata;
  return read.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name });
}

/** `ip:port` of endpoints that no Pod stands behind. */
function foreignOf(slices: readonly EndpointSlice[]): readonly string[] {
  return slices.flatMap((slice) => {
    const port = slice.ports?.[0]?.port;
    return (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.targetRef?.kind !== 'Pod')
      .map((endpoint) => `${endpoint.addresses[0] ?? ''}${port === undefined ? '' : `:${port}`}`);
  });
}

function endpointsOf(slices: readonly EndpointSlice[]): ServiceThing['endpoints'] {
  const ready = new Map<string, boolean>();
  for (const { endpoints } of slices)
    for (const { addresses, conditions } of endpoints ?? [])
      for (const address of addresses) ready.set(address, conditions?.ready !== false);
  const count = [...ready.values()].filter(Boolean).length;
  return { ready: count, notReady: ready.size - count };
}

/** A Service as it stands on the chart. */
export function serviceThing(service: Service, read: Reader): ServiceThing {
  const { spec, metadata } = service;
  const { name, namespace = '' } = metadata;
  const slices = slicesOf(service, read);
  const takes = spec.selector !== undefined && read.withLabels<Pod>('Pod', namespace, spec.selector).length > 0;
  const pods = takes ? [] : read.list<Pod>('Pod', namespace);
  const mismatch = takes ? undefined : mismatchOf(spec.selector ?? {}, pods);
  return {
    kind: 'service',
    id: keyOf(service),
    name,
    namespace,
    type: spec.type,
    clusterIP: spec.clusterIP ?? '',
    ports: (spec.ports ?? []).map((port) => ({
      name: port.name ?? '',
      protocol: port.protocol,
      port: port.port,
      targetPort: String(port.targetPort),
    })),
    selector: spec.selector ?? {},
    endpoints: endpointsOf(slices),
    ...(mismatch && { mismatch }),
    foreign: foreignOf(slices).slice(0, FOREIGN_NAMED),
  };
}
