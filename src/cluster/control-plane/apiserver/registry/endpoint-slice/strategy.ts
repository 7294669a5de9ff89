import type { EndpointSlice } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required, tooMany } from '../../field-errors.ts';
import { dnsSubdomainFaults, IP_SENTENCE, isIPv4, isIPv6 } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

const MOST_ADDRESSES = 100;
const MOST_ENDPOINTS = 1000;

function addressFaults(slice: EndpointSlice, addresses: readonly string[], at: string): FieldError[] {
  if (addresses.length === 0) return [required(at, 'must contain at least 1 address')];
  if (addresses.length > MOST_ADDRESSES) return [tooMany(at, addresses.length, MOST_ADDRESSES)];
  const wrong = (address: string): boolean =>
    (slice.addressType === 'IPv4' && !isIPv4(address)) || (slice.addressType === 'IPv6' && !isIPv6(address));
  return addresses.flatMap((address, i) => (wrong(address) ? [invalid(`${at}[${i}]`, address, IP_SENTENCE)] : []));
}

/** EndpointSlices, written by the controllers or by hand. Models pkg/registry/discovery/endpointslice (v1.36). */
export const endpointSliceStrategy: Strategy<EndpointSlice> = {
  kind: 'EndpointSlice',
  apiVersion: 'discovery.k8s.io/v1',
  resource: 'endpointslices.discovery.k8s.io',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(slice) {
    const endpoints = slice.endpoints ?? [];
    slice.endpoints =
      endpoints.length === 0
        ? null
        : endpoints.map((endpoint) => ({ ...endpoint, conditions: endpoint.conditions ?? {} }));
    slice.ports =
      slice.ports && slice.ports.length > 0
        ? slice.ports.map((port) => ({ name: '', protocol: 'TCP', ...port }))
        : null;
  },
  validate(slice, before) {
    const errors: FieldError[] = [];
    if (!slice.addressType) errors.push(required('addressType'));
    else if (!['IPv4', 'IPv6', 'FQDN'].includes(slice.addressType)) {
      errors.push(notSupported('addressType', slice.addressType, ['FQDN', 'IPv4', 'IPv6']));
    }
    const endpoints = slice.endpoints ?? [];
    if (endpoints.length > MOST_ENDPOINTS) return [...errors, tooMany('endpoints', endpoints.length, MOST_ENDPOINTS)];
    endpoints.forEach((endpoint, i) =>
      errors.push(...addressFaults(slice, endpoint.addresses ?? [], `endpoints[${i}].addresses`)),
    );
    if (before && before.addressType !== slice.addressType)
      errors.push(invalid('addressType', slice.addressType, 'field is immutable'));
    return errors;
  },
  warnings: ({ addressType }) => (addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : []),
};
