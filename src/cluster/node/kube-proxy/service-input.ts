import type { EndpointSlice, Service } from '../../../api/index.ts';
import { type EndpointInfo, endpointsOf } from './endpoints.ts';
import type { NodeInfo } from './node-info.ts';
import { type Family, type ServicePortInfo, servicePorts, usesLocalEndpoints } from './service-port.ts';

/** A Service with the slices that carry its name. */
export interface ServiceInput {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

/** One Service that is to be looked at again; without input it is gone. */
export interface ServiceChange {
  /** `namespace/name` */
  readonly key: string;
  readonly input: ServiceInput | undefined;
}

/** A Service port with all of its endpoints, the same for every node and mode. */
export interface ServedPort {
  readonly port: ServicePortInfo;
  readonly endpoints: readonly EndpointInfo[];
  /** Whether its rules are another on every node, apart from hairpins. */
  readonly nodeLocal: boolean;
}

/** `namespace/name` of a Service. */
export const keyOf = (service: Service): string =>
  `${service.metadata.namespace ?? 'default'}/${service.metadata.name}`;

const portsOf = new WeakMap<Service, Map<Family, readonly ServicePortInfo[]>>();

function knownPorts(service: Service, family: Family): readonly ServicePortInfo[] {
  const byFamily = portsOf.get(service) ?? new Map<Family, readonly ServicePortInfo[]>();
  portsOf.set(service, byFamily);
  const ports = byFamily.get(family) ?? servicePorts(service, family);
  byFamily.set(family, ports);
  return ports;
}

interface Served {
  readonly slices: readonly EndpointSlice[];
  readonly byFamily: Map<Family, readonly ServedPort[]>;
}

const served = new WeakMap<Service, Served>();

const sameSlices = (a: readonly EndpointSlice[], b: readonly EndpointSlice[]): boolean =>
  a.length === b.length && a.every((slice, i) => slice === b[i]);

/** The ports of a Service with their endpoints; asked again about the same objects, it gives the same value. */
export function servedPorts({ service, slices }: ServiceInput, family: Family): readonly ServedPort[] {
  let known = served.get(service);
  if (!known || !sameSlices(known.slices, slices)) {
    known = { slices, byFamily: new Map() };
    served.set(service, known);
  }
  const ports =
    known.byFamily.get(family) ?? knownPorts(service, family).map((port) => servedPort(port, slices, family));
  known.byFamily.set(family, ports);
  return ports;
}

function servedPort(port: ServicePortInfo, slices: readonly EndpointSlice[], family: Family): ServedPort {
  const endpoints = endpointsOf(port, slices, family);
  const hinted = endpoints.some(({ zoneHints, nodeHints }) => zoneHints.length > 0 || nodeHints.length > 0);
  return { port, endpoints, nodeLocal: hinted || usesLocalEndpoints(port) || port.sourceRanges.length > 0 };
}

/** How many endpoints a Service adds to those of the cluster. */
export function countEndpoints(ports: readonly ServedPort[]): number {
  return ports.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
}

/** Where rules are made for: those that are the same on every node are made once for all. */
export function placeOf({ nodeLocal }: ServedPort, node: NodeInfo, settings: string): string {
  return nodeLocal ? `${settings} ${JSON.stringify(node)}` : settings;
}
