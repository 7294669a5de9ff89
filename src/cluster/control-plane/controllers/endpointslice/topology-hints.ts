import { type Endpoint, isNodeReady, type Node, type Service, ZONE_LABEL } from '../../../../api/index.ts';

/** How much more than its share of the load a zone may get before hints are given up. */
const OVERLOAD = 0.2;

/** The older name is asked first. */
const ANNOTATIONS = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'];
const EXCLUDED = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** Whether the Service's annotation asks for hints in proportion to the zones' processors. */
export function wantsTopologyHints({ metadata }: Service): boolean {
  const mode = ANNOTATIONS.map((key) => metadata.annotations?.[key]).find((value) => value !== undefined);
  return mode === 'Auto' || mode === 'auto';
}

const cores = (cpu: string): number => (cpu.endsWith('m') ? Number.parseFloat(cpu) / 1000 : Number.parseFloat(cpu));

/** Each zone's part of all processors of ready nodes; undefined when a node does not tell its zone or processors. */
function sharesOf(nodes: readonly Node[]): ReadonlyMap<string, number> | undefined {
  const byZone = new Map<string, number>();
  for (const node of nodes) {
    if (!isNodeReady(node) || EXCLUDED.some((label) => node.metadata.labels?.[label] !== undefined)) continue;
    const zone = node.metadata.labels?.[ZONE_LABEL];
    const cpu = cores(node.status?.allocatable?.['cpu'] ?? '0');
    if (zone === undefined || !(cpu > 0)) return undefined;
    byZone.set(zone, (byZone.get(zone) ?? 0) + cpu);
  }
  const total = [...byZone.values()].reduce((sum, cpu) => sum + cpu, 0);
  return new Map([...byZone].map(([zone, cpu]) => [zone, cpu / total]));
}

/** Whether so few endpoints can be shared out without overloading a zone. Models topologycache getAllocations (v1.36). */
function isEnough(shares: ReadonlyMap<string, number>, count: number): boolean {
  if (shares.size < 2 || shares.size > count) return false;
  const least = [...shares.values()].reduce((sum, share) => sum + Math.ceil((share * count) / (1 + OVERLOAD)), 0);
  return least <= count;
}

function most(zones: ReadonlyMap<string, number>): readonly [string, number] | undefined {
  return [...zones].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
}

/** Pairs of zones, giver and taker, one for each endpoint that changes hands. Models topologycache getGivingAndReceivingZones (v1.36). */
function transfers(
  shares: ReadonlyMap<string, number>,
  counts: ReadonlyMap<string, number>,
  total: number,
): [string, string][] {
  const surplus = (zone: string): number => (counts.get(zone) ?? 0) - (shares.get(zone) ?? 0) * total;
  const zones = [...new Set([...shares.keys(), ...counts.keys()])];
  const giving = new Map(zones.filter((zone) => surplus(zone) > 0).map((zone) => [zone, surplus(zone)]));
  const taking = new Map(zones.filter((zone) => surplus(zone) < 0).map((zone) => [zone, -surplus(zone)]));
  const pairs: [string, string][] = [];
  for (;;) {
    const [giver, taker] = [most(giving), most(taking)];
    if (!giver || !taker || (giver[1] < 1 && taker[1] < 1) || giver[1] < 0.5 || taker[1] < 0.5) return pairs;
    pairs.push([giver[0], taker[0]]);
    giving.set(giver[0], giver[1] - 1);
    taking.set(taker[0], taker[1] - 1);
  }
}

/**
 * Hints each ready endpoint for a zone so that every zone gets endpoints in proportion to its processors: its own zone,
 * unless another one has too few. No hints at all when there are too few endpoints or a zone is unknown. Models
 * staging/endpointslice/topologycache AddHints (v1.36).
 */
export function withTopologyHints(endpoints: readonly Endpoint[], nodes: readonly Node[]): readonly Endpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.conditions?.ready);
  const shares = sharesOf(nodes);
  if (!shares || !isEnough(shares, ready.length) || ready.some(({ zone }) => zone === undefined)) return endpoints;
  const counts = new Map<string, number>();
  for (const { zone = '' } of ready) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const pairs = transfers(shares, counts, ready.length);
  return endpoints.map((endpoint) => {
    if (!endpoint.conditions?.ready) return endpoint;
    const at = pairs.findIndex(([giver]) => giver === endpoint.zone);
    const name = (at === -1 ? undefined : pairs.splice(at, 1)[0]?.[1]) ?? endpoint.zone ?? '';
    return { ...endpoint, hints: { forZones: [{ name }] } };
  });
}
