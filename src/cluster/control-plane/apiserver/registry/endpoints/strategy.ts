import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsLabelFaults, dnsSubdomainFaults, PORT_RANGE } from '../../formats.ts';
import { ipFaults, ipWarnings, isIPSloppy, specialIPFaults } from '../../ip-address.ts';
import { labelKeyFaults } from '../object-meta.ts';
import type { Strategy } from '../strategy.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** What is no address at all is complained about twice, by two checks of the API server. */
function addressFaults(addresses: readonly EndpointAddress[] | undefined, at: string): FieldError[] {
  return (addresses ?? []).flatMap(({ ip = '', hostname, nodeName }, i) => {
    const path = `${at}[${i}].ip`;
    const special = isIPSloppy(ip) ? specialIPFaults(ip) : ['must be a valid IP address'];
    return [
      ...ipFaults(ip, path),
      ...(hostname ? dnsLabelFaults(hostname).map((fault) => invalid(`${at}[${i}].hostname`, hostname, fault)) : []),
      ...(nodeName !== undefined
        ? dnsSubdomainFaults(nodeName).map((fault) => invalid(`${at}[${i}].nodeName`, nodeName, fault))
        : []),
      ...special.map((fault) => invalid(path, ip, fault)),
    ];
  });
}

function portFaults(ports: readonly EndpointPort[], at: string): FieldError[] {
  return ports.flatMap(({ name = '', port = 0, protocol = 'TCP', appProtocol }, i) => [
    ...(ports.length > 1 && name === '' ? [required(`${at}[${i}].name`)] : []),
    ...(name === '' ? [] : dnsLabelFaults(name).map((fault) => invalid(`${at}[${i}].name`, name, fault))),
    ...(port < 1 || port > 65535 ? [invalid(`${at}[${i}].port`, port, PORT_RANGE)] : []),
    ...(PROTOCOLS.includes(protocol) ? [] : [notSupported(`${at}[${i}].protocol`, protocol, PROTOCOLS)]),
    ...(appProtocol === undefined ? [] : labelKeyFaults(appProtocol, `${at}[${i}].appProtocol`)),
  ]);
}

function subsetFaults(subset: EndpointSubset, at: string): FieldError[] {
  const none = (subset.addresses ?? []).length === 0 && (subset.notReadyAddresses ?? []).length === 0;
  return [
    ...(none ? [required(at, 'must specify `addresses` or `notReadyAddresses`')] : []),
    ...addressFaults(subset.addresses, `${at}.addresses`),
    ...addressFaults(subset.notReadyAddresses, `${at}.notReadyAddresses`),
    ...portFaults(subset.ports ?? [], `${at}.ports`),
  ];
}

/** Subsets that stay as they were stored are let be. */
function subsetsFaults({ subsets = [] }: Endpoints, before: Endpoints | undefined): FieldError[] {
  const faults = subsets.flatMap((subset, i) => subsetFaults(subset, `subsets[${i}]`));
  return before && faults.length > 0 && same(subsets, before.subsets) ? [] : faults;
}

/** Models pkg/registry/core/endpoint endpointsWarnings (v1.36). */
function subsetsWarnings({ metadata, subsets = [] }: Endpoints): readonly string[] {
  if (metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller') return [];
  return subsets.flatMap((subset, i) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap((list) =>
      (subset[list] ?? []).flatMap(({ ip }, n) => ipWarnings(ip, `subsets[${i}].${list}[${n}].ip`)),
    ),
  );
}

/** Endpoints, the older form of EndpointSlices, written by a controller or by hand. Models pkg/registry/core/endpoint (v1.36). */
export const endpointsStrategy: Strategy<Endpoints> = {
  kind: 'Endpoints',
  apiVersion: 'v1',
  resource: 'endpoints',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults(endpoints) {
    const { subsets } = endpoints;
    if (!subsets) return;
    endpoints.subsets = subsets.map((subset) => ({
      ...subset,
      ...(subset.ports && { ports: subset.ports.map((port) => ({ ...port, protocol: port.protocol || 'TCP' })) }),
    }));
  },
  validate: subsetsFaults,
  warnings: subsetsWarnings,
  deprecated: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};
