import type { Endpoint, EndpointSlice } from '../../../api/index.ts';
import { canonicalAddress } from '../../network/index.ts';
import { type Family, isHidden, type ServicePortInfo } from './service-port.ts';

/** One endpoint of a Service port as kube-proxy sees it. Models pkg/proxy/endpoint.go (v1.36). */
export interface EndpointInfo {
  readonly ip: string;
  readonly port: number;
  /** `ip:port`, `[ip]:port` for IPv6: the order of rules is the order of these texts. */
  readonly address: string;
  readonly node: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
  /** The slice's key and the endpoint's place in it. */
  readonly origin: { readonly object: string; readonly field: string };
}

const NO_HINTS: readonly string[] = [];

const byAddress = (a: EndpointInfo, b: EndpointInfo): number =>
  a.address < b.address ? -1 : a.address > b.address ? 1 : 0;

function endpointInfo(endpoint: Endpoint, ip: string, port: number, origin: EndpointInfo['origin']): EndpointInfo {
  const { ready = true, terminating = false, serving = true } = endpoint.conditions ?? {};
  return {
    ip,
    port,
    address: ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`,
    node: endpoint.nodeName ?? '',
    ready,
    serving,
    terminating,
    zoneHints: endpoint.hints?.forZones?.map((hint) => hint.name) ?? NO_HINTS,
    nodeHints: endpoint.hints?.forNodes?.map((hint) => hint.name) ?? NO_HINTS,
    origin,
  };
}

function* endpointsIn(slice: EndpointSlice, port: ServicePortInfo): Generator<EndpointInfo> {
  const same = (slice.ports ?? []).find(
    (one) => (one.name ?? '') === port.portName && (one.protocol ?? 'TCP').toLowerCase() === port.protocol,
  );
  if (!same?.port) return;
  const object = `EndpointSlice/${slice.metadata.namespace ?? 'default'}/${slice.metadata.name}`;
  for (const [i, endpoint] of (slice.endpoints ?? []).entries()) {
    const [ip] = endpoint.addresses;
    if (ip !== undefined)
      yield endpointInfo(endpoint, canonicalAddress(ip), same.port, { object, field: `endpoints[${i}]` });
  }
}

/** Where two endpoints of one Service port share an address, the one that can serve wins. */
function better(one: EndpointInfo, other: EndpointInfo | undefined): boolean {
  return other === undefined || (one.ready && !other.ready) || (one.serving && !other.serving && !other.ready);
}

/** All endpoints of a Service port, from all of its slices of the family, sorted as text. Models pkg/proxy/endpointslicecache.go (v1.36). */
export function endpointsOf(
  port: ServicePortInfo,
  slices: readonly EndpointSlice[],
  family: Family,
): readonly EndpointInfo[] {
  const type = family === 'ip6' ? 'IPv6' : 'IPv4';
  const byText = new Map<string, EndpointInfo>();
  for (const slice of slices) {
    if (slice.addressType !== type || isHidden(slice)) continue;
    for (const endpoint of endpointsIn(slice, port)) {
      if (better(endpoint, byText.get(endpoint.address))) byText.set(endpoint.address, endpoint);
    }
  }
  return [...byText.values()].sort(byAddress);
}
