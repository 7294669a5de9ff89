import { type Endpoint, type EndpointPort, type EndpointSlice, portSetKey } from '../../../../api/index.ts';

/** The most endpoints that one slice is filled with. */
export const MOST_ENDPOINTS = 100;

/** All endpoints of a Service that share one set of ports; also what one slice holds. */
export interface PortSet {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** A slice that stays under its name and says something else from now on. */
export interface Rewrite extends PortSet {
  readonly slice: EndpointSlice;
}

/** What must be written so that the slices say what they should. */
export interface SliceChanges {
  readonly create: readonly PortSet[];
  readonly update: readonly Rewrite[];
  readonly remove: readonly EndpointSlice[];
}

/** An endpoint is found again by its address, its host name and the name of its Pod. Models endpointslice util hashEndpoint (v1.36). */
const identity = ({ addresses, hostname = '', targetRef }: Endpoint): string =>
  `${addresses.join(' ')}/${hostname}/${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;

/** Whether an endpoint that was found again still says the same; hints are seen to later. Models EndpointsEqualBeyondHash (v1.36). */
function saysTheSame(one: Endpoint, other: Endpoint): boolean {
  const [a, b] = [one.conditions ?? {}, other.conditions ?? {}];
  const [at, to] = [one.targetRef ?? {}, other.targetRef ?? {}];
  return (
    one.nodeName === other.nodeName &&
    one.zone === other.zone &&
    a.ready === b.ready &&
    a.serving === b.serving &&
    a.terminating === b.terminating &&
    at.uid === to.uid &&
    at.kind === to.kind
  );
}

/** The endpoints that no slice says yet, or says something else of. */
export function movedEndpoints(sets: readonly PortSet[], present: readonly EndpointSlice[]): readonly Endpoint[] {
  const known = new Map(present.flatMap(({ endpoints }) => (endpoints ?? []).map((one) => [identity(one), one])));
  return sets
    .flatMap(({ endpoints }) => endpoints)
    .filter((one) => {
      const before = known.get(identity(one));
      return !before || !saysTheSame(one, before);
    });
}

interface Draft {
  readonly slice: EndpointSlice;
  readonly endpoints: Endpoint[];
  changed: boolean;
}

/** A slice with what still holds, in its present order; what it keeps is taken out of `wanted`. */
function draftOf(slice: EndpointSlice, wanted: Map<string, Endpoint>, outdated: boolean): Draft {
  const before = slice.endpoints ?? [];
  const endpoints: Endpoint[] = [];
  let changed = false;
  for (const endpoint of before) {
    const now = wanted.get(identity(endpoint));
    wanted.delete(identity(endpoint));
    changed ||= !now || !saysTheSame(now, endpoint);
    if (now) endpoints.push(now);
  }
  return { slice, endpoints, changed: changed || outdated };
}

/** The fullest of the untouched slices that has room for all of `count`. */
function roomiest(drafts: readonly Draft[], count: number): Draft | undefined {
  const fitting = drafts.filter((draft) => !draft.changed && draft.endpoints.length + count <= MOST_ENDPOINTS);
  return fitting.sort((a, b) => b.endpoints.length - a.endpoints.length)[0];
}

/**
 * Places new endpoints: first into slices that are written anyway, the fullest first, then in full new slices; a rest goes
 * whole into one slice that has room for it, so that as few slices as possible are written.
 */
function placed(fresh: Endpoint[], drafts: readonly Draft[]): readonly Endpoint[][] {
  const touched = drafts.filter((draft) => draft.changed && draft.endpoints.length > 0);
  for (const draft of touched.sort((a, b) => b.endpoints.length - a.endpoints.length)) {
    draft.endpoints.push(...fresh.splice(0, Math.max(0, MOST_ENDPOINTS - draft.endpoints.length)));
  }
  const created: Endpoint[][] = [];
  while (fresh.length > 0) {
    const part = fresh.splice(0, MOST_ENDPOINTS);
    const room = part.length < MOST_ENDPOINTS ? roomiest(drafts, part.length) : undefined;
    if (!room) created.push(part);
    else {
      room.endpoints.push(...part);
      room.changed = true;
    }
  }
  return created;
}

function ofPortSet(
  { ports, endpoints }: PortSet,
  slices: readonly EndpointSlice[],
  isOutdated: (slice: EndpointSlice) => boolean,
): SliceChanges {
  const wanted = new Map(endpoints.map((endpoint) => [identity(endpoint), endpoint]));
  const drafts = slices.map((slice) => draftOf(slice, wanted, isOutdated(slice)));
  const created = placed([...wanted.values()], drafts);
  const full = drafts.filter((draft) => draft.endpoints.length > 0);
  return {
    create: created.map((part) => ({ ports, endpoints: part })),
    update: full
      .filter((draft) => draft.changed)
      .map((draft) => ({ slice: draft.slice, ports, endpoints: draft.endpoints })),
    remove: drafts.filter((draft) => draft.endpoints.length === 0).map(({ slice }) => slice),
  };
}

/** A Service always has a slice: without endpoints, an empty one holds the place. */
function withPlaceholder(
  changes: SliceChanges,
  present: readonly EndpointSlice[],
  isOutdated: (slice: EndpointSlice) => boolean,
): SliceChanges {
  if (changes.create.length > 0 || changes.remove.length < present.length) return changes;
  const [holder] = present;
  const isEmpty = (holder?.endpoints ?? []).length === 0 && (holder?.ports ?? []).length === 0;
  if (holder && present.length === 1 && isEmpty && !isOutdated(holder)) return { ...changes, remove: [] };
  return { ...changes, create: [{ ports: [], endpoints: [] }] };
}

/** Slices that would go take over what new ones would hold. Models reconciler.go finalize (v1.36). */
export function recycled({ create, update, remove }: SliceChanges): SliceChanges {
  const reused = Math.min(create.length, remove.length);
  const rewrites = create.slice(0, reused).map((part, i): Rewrite => ({ ...part, slice: remove[i] as EndpointSlice }));
  return { create: create.slice(reused), update: [...update, ...rewrites], remove: remove.slice(reused) };
}

/**
 * Sorts wanted and present endpoints of one address family by their ports and finds the least that must be written. An
 * outdated slice, whose labels must change, is written anyway. Models staging/endpointslice reconciler.go
 * reconcileByPortMapping (v1.36).
 */
export function sliceChanges(
  sets: readonly PortSet[],
  present: readonly EndpointSlice[],
  isOutdated: (slice: EndpointSlice) => boolean = () => false,
): SliceChanges {
  const groups = new Map<string, EndpointSlice[]>();
  for (const slice of present) {
    const key = portSetKey(slice.ports);
    groups.set(key, [...(groups.get(key) ?? []), slice]);
  }
  const parts = sets.map((set) => ofPortSet(set, groups.get(portSetKey(set.ports)) ?? [], isOutdated));
  const keys = new Set(sets.map((set) => portSetKey(set.ports)));
  const orphans = [...groups].filter(([key]) => !keys.has(key)).flatMap(([, slices]) => slices);
  const changes = {
    create: parts.flatMap((part) => part.create),
    update: parts.flatMap((part) => part.update),
    remove: [...parts.flatMap((part) => part.remove), ...orphans],
  };
  return withPlaceholder(changes, present, isOutdated);
}
