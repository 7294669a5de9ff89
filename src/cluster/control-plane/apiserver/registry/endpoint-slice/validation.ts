import type { EndpointSlice } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from '../../field-errors.ts';
import { dnsLabelFaults, dnsSubdomainFaults, labelValueFaults } from '../../formats.ts';
import { canonicalIPFaults, ipFaults, isIPv4, specialIPFaults } from '../../ip-address.ts';
import { labelKeyFaults } from '../object-meta.ts';

type Endpoint = NonNullable<EndpointSlice['endpoints']>[number];
type Port = NonNullable<EndpointSlice['ports']>[number];

const TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MOST_ADDRESSES = 100;
const MOST_ENDPOINTS = 1000;
const MOST_PORTS = 20_000;
const MOST_HINTS = 8;

/** A name with its domain. Models apimachinery's IsFullyQualifiedDomainName (v1.36). */
function domainFaults(name: string, at: string): FieldError[] {
  if (name === '') return [required(at)];
  const domain = name.replace(/\.$/, '');
  const faults = dnsSubdomainFaults(domain);
  if (faults.length > 0) return [invalid(at, domain, faults.join(','))];
  const labels = domain.split('.');
  if (labels.length < 2)
    return [invalid(at, domain, 'should be a domain with at least two segments separated by dots')];
  return labels.flatMap((label) => {
    const wrong = dnsLabelFaults(label);
    return wrong.length > 0 ? [invalid(at, label, wrong.join(','))] : [];
  });
}

/** An address of the other family is told of at the list, not at its place in it. */
function addressFaults(address: string, type: string, list: string, at: string): FieldError[] {
  if (type === 'FQDN') return domainFaults(address, at);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const faults = type === 'IPv6' ? canonicalIPFaults(address, at) : ipFaults(address, at);
  if (faults.length > 0) return faults;
  const other = isIPv4(address) !== (type === 'IPv4');
  return [
    ...(other ? [invalid(list, address, `must be an ${type} address`)] : []),
    ...specialIPFaults(address).map((fault) => invalid(at, address, fault)),
  ];
}

type Hints = readonly { readonly name?: string }[] | undefined;

function hintFaults(hints: Hints, nameFaults: (name: string) => string[], at: string): FieldError[] {
  if (!hints) return [];
  if (hints.length > MOST_HINTS) return [tooMany(at, hints.length, MOST_HINTS)];
  const names = hints.map(({ name = '' }) => name);
  return names.flatMap((name, i) => [
    ...(names.indexOf(name) < i ? [duplicate(`${at}[${i}].name`, name)] : []),
    ...nameFaults(name).map((fault) => invalid(`${at}[${i}].name`, name, fault)),
  ]);
}

/** Too many hints for zones hide those for Nodes. */
function allHintFaults({ hints }: Endpoint, at: string): FieldError[] {
  const zones = hintFaults(hints?.forZones, labelValueFaults, `${at}.forZones`);
  if ((hints?.forZones ?? []).length > MOST_HINTS) return zones;
  return [...zones, ...hintFaults(hints?.forNodes, dnsSubdomainFaults, `${at}.forNodes`)];
}

function endpointFaults(endpoint: Endpoint, type: string, at: string): FieldError[] {
  const { addresses = [], nodeName, hostname } = endpoint;
  const path = `${at}.addresses`;
  return [
    ...(addresses.length === 0 ? [required(path, 'must contain at least 1 address')] : []),
    ...(addresses.length > MOST_ADDRESSES ? [tooMany(path, addresses.length, MOST_ADDRESSES)] : []),
    ...addresses.flatMap((address, i) => addressFaults(address, type, path, `${path}[${i}]`)),
    ...(nodeName === undefined
      ? []
      : dnsSubdomainFaults(nodeName).map((fault) => invalid(`${at}.nodeName`, nodeName, fault))),
    ...(hostname === undefined
      ? []
      : dnsLabelFaults(hostname).map((fault) => invalid(`${at}.hostname`, hostname, fault))),
    ...allHintFaults(endpoint, `${at}.hints`),
  ];
}

function portFaults(ports: readonly Port[]): FieldError[] {
  if (ports.length > MOST_PORTS) return [tooMany('ports', ports.length, MOST_PORTS)];
  const seen = new Set<string>();
  return ports.flatMap(({ name = '', protocol = '', appProtocol }, i) => {
    const at = `ports[${i}]`;
    const again = seen.has(name ?? '');
    seen.add(name ?? '');
    return [
      ...(name ? dnsLabelFaults(name).map((fault) => invalid(`${at}.name`, name, fault)) : []),
      ...(again ? [duplicate(`${at}.name`, name ?? '')] : []),
      ...(PROTOCOLS.includes(protocol) ? [] : [notSupported(`${at}.protocol`, protocol, PROTOCOLS)]),
      ...(appProtocol === undefined ? [] : labelKeyFaults(appProtocol, `${at}.appProtocol`)),
    ];
  });
}

function typeFaults(type: string): FieldError[] {
  if (type === '') return [required('addressType')];
  return TYPES.includes(type) ? [] : [notSupported('addressType', type, TYPES)];
}

function endpointsFaults(endpoints: readonly Endpoint[], type: string): FieldError[] {
  if (endpoints.length > MOST_ENDPOINTS) return [tooMany('endpoints', endpoints.length, MOST_ENDPOINTS)];
  return endpoints.flatMap((endpoint, i) => endpointFaults(endpoint, type, `endpoints[${i}]`));
}

/**
 * All faults of an EndpointSlice, in the API server's order; endpoints that stay as they were stored are let be. Models
 * pkg/apis/discovery/validation (v1.36).
 */
export function endpointSliceFaults(slice: EndpointSlice, before: EndpointSlice | undefined): FieldError[] {
  const type: string = slice.addressType ?? '';
  const moved = before !== undefined && before.addressType !== slice.addressType;
  const faults = endpointsFaults(slice.endpoints ?? [], type);
  const known = faults.length > 0 && before !== undefined && same(slice.endpoints, before.endpoints);
  return [
    ...typeFaults(type),
    ...portFaults(slice.ports ?? []),
    ...(known ? [] : faults),
    ...(moved ? [invalid('addressType', type, 'field is immutable')] : []),
  ];
}
