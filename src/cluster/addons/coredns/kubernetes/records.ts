import type { Endpoint, Service } from '../../../../api/index.ts';
import type { RecordType, ResourceRecord } from '../../../network/index.ts';
import type { Zone } from '../zone.ts';
import type { ClusterName } from './parse.ts';

/** Seconds for which an answer may be kept. */
export const TTL = 30;

/** What a name came to: records, or that there is no such name. */
export type Found = { readonly exists: false } | { readonly exists: true; readonly records: readonly ResourceRecord[] };

const NOTHING: Found = { exists: false };
const NO_DATA: Found = { exists: true, records: [] };

const familyOf = (ip: string): RecordType => (ip.includes(':') ? 'AAAA' : 'A');

function addresses(name: string, type: RecordType, ips: readonly string[]): Found {
  const records = ips
    .filter((ip) => familyOf(ip) === type)
    .map((ip): ResourceRecord => ({ name, type, ttl: TTL, data: ip }));
  return { exists: true, records };
}

/** How an endpoint is called within a headless Service: its hostname, or its address with dashes. */
const labelOf = (endpoint: Endpoint): string =>
  endpoint.hostname ?? (endpoint.addresses[0] ?? '').replaceAll(/[.:]/g, '-');

function endpointsOf(service: Service, zone: Zone): Endpoint[] {
  const { namespace = '', name } = service.metadata;
  const all = zone.slices(namespace, name).flatMap((slice) => slice.endpoints ?? []);
  return all.filter((endpoint) => endpoint.conditions?.ready !== false);
}

function ofService(service: Service, asked: string, type: RecordType, zone: Zone): Found {
  const { spec } = service;
  if (spec.type === 'ExternalName') {
    const target = `${spec.externalName ?? ''}.`.replace(/\.\.$/, '.');
    return { exists: true, records: [{ name: asked, type: 'CNAME', ttl: TTL, data: target }] };
  }
  if (spec.clusterIP !== 'None') return addresses(asked, type, spec.clusterIPs ?? []);
  const endpoints = endpointsOf(service, zone);
  if (endpoints.length === 0) return NOTHING;
  return addresses(asked, type, [...new Set(endpoints.flatMap((endpoint) => endpoint.addresses))]);
}

function ofPort(service: Service, asked: string, name: Extract<ClusterName, { is: 'port' }>): Found {
  const port = (service.spec.ports ?? []).find(
    (one) => one.name === name.port && one.protocol.toLowerCase() === name.protocol,
  );
  if (!port) return NOTHING;
  const host = `${name.service}.${name.namespace}.svc.cluster.local.`;
  return { exists: true, records: [{ name: asked, type: 'SRV', ttl: TTL, data: `0 100 ${port.port} ${host}` }] };
}

/** The records of a name of the zone. Models plugin/kubernetes handler and backend (CoreDNS 1.13). */
export function recordsOf(name: ClusterName, asked: string, type: RecordType, zone: Zone): Found {
  if (name.is === 'empty') return NO_DATA;
  if (name.is === 'nothing' || !zone.namespaceExists(name.namespace)) return NOTHING;
  if (name.is === 'namespace') return NO_DATA;
  const service = zone.service(name.namespace, name.service);
  if (!service) return NOTHING;
  if (name.is === 'service') return ofService(service, asked, type, zone);
  if (name.is === 'port') return type === 'SRV' ? ofPort(service, asked, name) : NO_DATA;
  const endpoint = endpointsOf(service, zone).filter((one) => labelOf(one) === name.endpoint);
  if (service.spec.clusterIP !== 'None' || endpoint.length === 0) return NOTHING;
  return addresses(
    asked,
    type,
    endpoint.flatMap((one) => one.addresses),
  );
}
