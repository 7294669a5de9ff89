import type { Endpoint, EndpointSlice, Node, Service } from '../../../../api/index.ts';
import { type HintedSlices, rewriteOf, withEach } from './hinted-slices.ts';
import type { PortSet } from './reconcile-slices.ts';
import { withoutHints } from './traffic-distribution.ts';
import { type Allocation, allocations, isOverloaded, zoneShares } from './zone-shares.ts';

/** The older name is asked first. */
const ANNOTATIONS = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'];

/** Whether the Service's annotation asks for hints in proportion to the zones' processors. Models endpointslice hintsEnabled (v1.36). */
export function wantsTopologyHints({ metadata }: Service): boolean {
  const mode = ANNOTATIONS.map((key) => metadata.annotations?.[key]).find((value) => value !== undefined);
  return mode === 'Auto' || mode === 'auto';
}

type Counts = Map<string, number>;

const isReady = ({ conditions }: Endpoint): boolean => conditions?.ready === true;
const readyOf = (parts: readonly { readonly endpoints: readonly Endpoint[] | null }[]): readonly Endpoint[] =>
  parts.flatMap(({ endpoints }) => (endpoints ?? []).filter(isReady));
const add = (counts: Counts, zone: string, by: number): void => {
  counts.set(zone, (counts.get(zone) ?? 0) + by);
};

/** The zones that the ready endpoints of slices are meant for. */
function hintedZones(slices: readonly EndpointSlice[]): Counts {
  const counts: Counts = new Map();
  for (const { hints } of readyOf(slices)) for (const { name } of hints?.forZones ?? []) add(counts, name, 1);
  return counts;
}

/** Whether hints that stand in these slices leave a zone with too few endpoints, as the nodes are now. Models topologycache GetOverloadedServices (v1.36). */
export function areHintsOverloaded(slices: readonly EndpointSlice[], nodes: readonly Node[]): boolean {
  return isOverloaded(hintedZones(slices), zoneShares(nodes));
}

/**
 * Splits unchanged slices into those whose hints may stay, which are counted, and those that must be shared out again.
 * Models topologycache getAllocatedHintsByZone (v1.36).
 */
function staying(
  unchanged: readonly EndpointSlice[],
  wanted: ReadonlyMap<string, Allocation>,
): { readonly counts: Counts; readonly stay: ReadonlySet<EndpointSlice> } {
  const counts: Counts = new Map();
  const stay = new Set<EndpointSlice>();
  for (const slice of unchanged) {
    const own = hintedZones([slice]);
    const whole = readyOf([slice]).every(({ hints }) => (hints?.forZones ?? []).length > 0);
    const fits = [...own].every(([zone, n]) => n + (counts.get(zone) ?? 0) <= (wanted.get(zone)?.maximum ?? -1));
    if (!whole || !fits) continue;
    stay.add(slice);
    for (const [zone, n] of own) add(counts, zone, n);
  }
  return { counts, stay };
}

function most(zones: Counts): readonly [string, number] | undefined {
  return [...zones].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
}

/** Pairs of zones, giver and taker, one for each endpoint that changes hands. Models topologycache getGivingAndReceivingZones (v1.36). */
function transfers(wanted: ReadonlyMap<string, Allocation>, counts: Counts): [string, string][] {
  const surplus = [...wanted].map(([zone, { desired }]): [string, number] => [zone, (counts.get(zone) ?? 0) - desired]);
  const giving = new Map(surplus.filter(([, n]) => n > 0));
  const taking = new Map(surplus.filter(([, n]) => n < 0).map(([zone, n]) => [zone, -n]));
  const pairs: [string, string][] = [];
  for (;;) {
    const [giver, taker] = [most(giving), most(taking)];
    if (!giver || !taker || (giver[1] < 1 && taker[1] < 1) || giver[1] < 0.5 || taker[1] < 0.5) return pairs;
    pairs.push([giver[0], taker[0]]);
    add(giving, giver[0], -1);
    add(taking, taker[0], -1);
  }
}

/** Each ready endpoint for its own zone, unless its zone has one to give. Models topologycache redistributeHints (v1.36). */
function shared<T extends PortSet>(parts: readonly T[], pairs: [string, string][]): readonly T[] {
  const hinted = (endpoint: Endpoint): Endpoint => {
    if (!isReady(endpoint)) return endpoint;
    const at = pairs.findIndex(([giver]) => giver === endpoint.zone);
    const name = (at === -1 ? undefined : pairs.splice(at, 1)[0]?.[1]) ?? endpoint.zone ?? '';
    return { ...endpoint, hints: { forZones: [{ name }] } };
  };
  return parts.map((part) => ({ ...part, endpoints: part.endpoints.map(hinted) }));
}

/**
 * Hints each ready endpoint for a zone so that every zone gets endpoints in proportion to its processors: its own zone,
 * unless another one has too few. Slices whose hints still do stay as they are. No hints at all when there are too few
 * endpoints or a zone is unknown. Models staging/endpointslice/topologycache AddHints (v1.36).
 */
export function withTopologyHints(slices: HintedSlices, nodes: readonly Node[]): HintedSlices {
  const { create, update, unchanged } = slices;
  const count = readyOf([...create, ...update, ...unchanged]).length;
  const wanted = allocations(zoneShares(nodes), count);
  if (!wanted) return withEach(slices, withoutHints);
  const { counts, stay } = staying(unchanged, wanted);
  const rewritten = [...update, ...unchanged.filter((slice) => !stay.has(slice)).map(rewriteOf)];
  const again = { create, update: rewritten, unchanged: [...stay] };
  for (const { zone } of readyOf([...create, ...rewritten])) {
    if (zone === undefined) return withEach(again, withoutHints);
    add(counts, zone, 1);
  }
  const pairs = transfers(wanted, counts);
  return { create: shared(create, pairs), update: shared(rewritten, pairs), unchanged: [...stay] };
}
