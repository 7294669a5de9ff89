import type { Endpoint, EndpointPort, EndpointSlice } from '../../../../api/index.ts';
import { portsKey } from './ports.ts';

/** The most endpoints that one slice is filled with. */
export const MOST_ENDPOINTS = 100;

/** All endpoints of a Service that share one set of ports. */
export interface PortSet {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** What must be written so that the slices say what they should. */
export interface SliceChanges {
  readonly create: readonly { readonly ports: readonly EndpointPort[]; readonly endpoints: readonly Endpoint[] }[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

const identity = (endpoint: Endpoint): string => endpoint.targetRef?.uid ?? endpoint.addresses.join(' ');

/** Keeps of a slice what still holds, in its present order; only what differs is replaced. */
function kept(slice: EndpointSlice, wanted: Map<string, Endpoint>): Endpoint[] {
  const endpoints: Endpoint[] = [];
  for (const endpoint of slice.endpoints ?? []) {
    const id = identity(endpoint);
    const now = wanted.get(id);
    wanted.delete(id);
    if (now) endpoints.push(JSON.stringify(now) === JSON.stringify(endpoint) ? endpoint : now);
  }
  return endpoints;
}

/** Slices of one set of ports: first what stands in a slice is brought up to date, then new endpoints fill what was touched or is roomy, then new slices. */
function ofPortSet(set: PortSet, slices: readonly EndpointSlice[]): SliceChanges {
  const wanted = new Map(set.endpoints.map((endpoint) => [identity(endpoint), endpoint]));
  const next = slices.map((slice) => ({ slice, endpoints: kept(slice, wanted) }));
  const fresh = [...wanted.values()];
  for (const one of next) one.endpoints.push(...fresh.splice(0, Math.max(0, MOST_ENDPOINTS - one.endpoints.length)));
  const create: SliceChanges['create'][number][] = [];
  while (fresh.length > 0) create.push({ ports: set.ports, endpoints: fresh.splice(0, MOST_ENDPOINTS) });
  const changed = next.filter(({ slice, endpoints }) => differs(slice, endpoints));
  return {
    create,
    update: changed.filter(({ endpoints }) => endpoints.length > 0).map(({ slice, endpoints }) => ({ ...slice, endpoints })),
    remove: changed.filter(({ endpoints }) => endpoints.length === 0).map(({ slice }) => slice),
  };
}

function differs({ endpoints }: EndpointSlice, next: readonly Endpoint[]): boolean {
  const before = endpoints ?? [];
  return before.length !== next.length || before.some((endpoint, i) => endpoint !== next[i]);
}

/** Sorts wanted and present endpoints by their ports and finds the least that must be written. Models endpointslice reconciler.reconcileByAddressType (v1.36). */
export function sliceChanges(sets: readonly PortSet[], present: readonly EndpointSlice[]): SliceChanges {
  const groups = new Map<string, EndpointSlice[]>();
  for (const slice of present) {
    const key = portsKey(slice.ports);
    groups.set(key, [...(groups.get(key) ?? []), slice]);
  }
  const parts = sets.map((set) => ofPortSet(set, groups.get(portsKey(set.ports)) ?? []));
  const keys = new Set(sets.map((set) => portsKey(set.ports)));
  const orphans = [...groups].filter(([key]) => !keys.has(key)).flatMap(([, slices]) => slices);
  return {
    create: parts.flatMap((part) => part.create),
    update: parts.flatMap((part) => part.update),
    remove: [...parts.flatMap((part) => part.remove), ...orphans],
  };
}
