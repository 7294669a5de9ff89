import type { EndpointSlice } from '../../../../../api/index.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { ipWarnings } from '../../ip-address.ts';
import type { Strategy } from '../strategy.ts';
import { endpointSliceFaults } from './validation.ts';

/** Who writes slices with addresses that need no warning. */
const CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/** Models pkg/registry/discovery/endpointslice warnOnDeprecatedAddressType and warnOnBadIPs (v1.36). */
function sliceWarnings({ metadata, addressType, endpoints }: EndpointSlice): readonly string[] {
  const deprecated = addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [];
  if (CONTROLLERS.includes(metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '')) return deprecated;
  return [
    ...deprecated,
    ...(endpoints ?? []).flatMap(({ addresses = [] }, i) =>
      addresses.flatMap((ip, n) => ipWarnings(ip, `endpoints[${i}].addresses[${n}]`)),
    ),
  ];
}

/** EndpointSlices, written by the controllers or by hand. Models pkg/registry/discovery/endpointslice (v1.36). */
export const endpointSliceStrategy: Strategy<EndpointSlice> = {
  kind: 'EndpointSlice',
  apiVersion: 'discovery.k8s.io/v1',
  resource: 'endpointslices.discovery.k8s.io',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['whole'],
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
  validate: endpointSliceFaults,
  warnings: sliceWarnings,
};
