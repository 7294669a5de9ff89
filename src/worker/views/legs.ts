import type { Reading, Socket, Step, Walk } from '../../cluster/network/index.ts';
import type { ConversationRecord, FlightRecord } from '../../cluster/world.ts';
import type { Leg, Road } from '../protocol.ts';
import { callerId } from './callers.ts';
import { type LadderPlace, outsideRulesId, rulesId } from './rungs.ts';

/** How a conversation's packets to one address go: by which entry, which Service's rules on which node, and which branch. */
export interface ServiceRoute {
  readonly service: string;
  readonly rules: string;
  readonly rung: number;
  /** The Pod behind the branch; empty when a rule refused. */
  readonly pod: string;
  /** The machine whose rules were read. */
  readonly node: string;
  /** A node port or a load balancer that was dialled; empty for the cluster IP itself. */
  readonly entry: string;
}

const REFUSED = -1;

/** How kube-proxy words the rule that drops what only endpoints elsewhere could take. */
const LOCAL_REFUSAL = /has no local endpoints/;

const readingsOf = (walk: Walk): readonly Reading[] => walk.steps.flatMap((step) => step.readings);

/** The step in which a packet first read a rule of a Service, and that rule. */
function entryOf({ steps }: Walk): { readonly reading: Reading; readonly node: string } | undefined {
  for (const { place, readings } of steps) {
    const reading = readings.find(({ taken, origin }) => taken && origin.object.startsWith('Service/'));
    if (reading && place.at === 'kernel') return { reading, node: place.node };
  }
  return undefined;
}

/** The entry on the chart that a rule is for, by the field that it comes from. */
function entryFor({ object, field }: Reading['origin']): string {
  if (field.includes('nodePort')) return `nodeport/${object}`;
  return field.startsWith('status.loadBalancer') ? `balancer/${object}` : '';
}

/** The endpoints of nftables' one choice, in the order of its map: `0 : 10.244.1.3 . 8080`. */
const CHOICES = /\b\d+ : ([\d.]+) \. (\d+)/g;

/** The endpoints that a node's rules for a port of a Service choose among, in the order of their branches. */
export type EndpointsBehind = (at: LadderPlace) => readonly string[];

/** A rule that sends a client where it was sent before, without a draw. */
const REMEMBERS = /-m recent .*--rcheck|@affinity-/;

/**
 * Which branch was taken: in iptables mode after so many lost draws, in nftables mode by its place in the map; for a client
 * that is remembered, the one that leads where it was led.
 */
function rungOf(walk: Walk, endpoints: () => readonly string[]): number {
  const readings = readingsOf(walk);
  const to = walk.steps.at(-1)?.after.destination;
  if (to && readings.some(({ text, taken }) => taken && REMEMBERS.test(text)))
    return Math.max(0, endpoints().indexOf(socket(to)));
  const choice = readings.find(({ text, drawn }) => drawn !== undefined && text.includes('numgen'));
  if (!choice)
    return readings.filter((one) => /^KUBE-SV[CL]-/.test(one.chain) && one.drawn !== undefined && !one.taken).length;
  const places = [...choice.text.matchAll(CHOICES)];
  return Math.max(
    0,
    places.findIndex(([, ip, number]) => ip === to?.ip && Number(number) === to?.port),
  );
}

/** The route that a first packet took, read off the rules that it read. */
export function routeOf({ walk }: FlightRecord, endpoints: EndpointsBehind): ServiceRoute | undefined {
  const found = entryOf(walk);
  if (!found) return undefined;
  const { node, reading } = found;
  const port = Number(/spec\.ports\[(\d+)\]/.exec(reading.origin.field)?.[1] ?? 0);
  const refused = walk.end.end === 'rejected' || walk.end.end === 'dropped';
  const pod = walk.end.end === 'delivered' ? walk.end.host : '';
  const { object } = reading.origin;
  const entry = entryFor(reading.origin);
  const local = readingsOf(walk).some(
    ({ chain, text }) => /^(KUBE-SVL-|local-)/.test(chain) || LOCAL_REFUSAL.test(text),
  );
  const rules = rulesId(node, object, port);
  const outside = entry !== '' && local;
  return {
    service: object,
    rules: outside ? outsideRulesId(rules) : rules,
    rung: refused ? REFUSED : rungOf(walk, () => endpoints({ node, service: object, port, outside })),
    pod,
    node,
    entry,
  };
}

const socket = ({ ip, port }: Socket): string => `${ip}:${port}`;

/** The address that a flight's conversation was dialled by: where requests go, and where replies seem to come from in the end. */
function dialledBy(flight: FlightRecord): string {
  const { walk, reply } = flight;
  if (!reply) return socket(walk.packet.destination);
  const about = walk.packet.icmp?.about;
  const last = walk.steps.at(-1)?.after ?? walk.packet;
  return about ? socket(last.icmp?.about?.destination ?? about.destination) : socket(last.source);
}

/** The routes of a conversation by the address that was dialled. */
export function routesOf(
  { flights }: ConversationRecord,
  endpoints: EndpointsBehind,
): ReadonlyMap<string, ServiceRoute> {
  const routes = new Map<string, ServiceRoute>();
  for (const flight of flights) {
    const route = flight.reply ? undefined : routeOf(flight, endpoints);
    if (route) routes.set(dialledBy(flight), route);
  }
  return routes;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const isNewDestination = ({ before, after }: Step): boolean => socket(before.destination) !== socket(after.destination);

/** The walk before, inside and after the rules that were read; a request leaves them where its destination is rewritten. */
function stretches({ steps, from, to }: Walk, machine: string, reply: boolean): readonly [Stretch, Stretch, Stretch] {
  const inside = (step: Step): boolean => step.place.at === 'kernel' && step.place.node === machine;
  const first = steps.find(inside);
  const last = steps.findLast(inside);
  if (!first || !last)
    return [
      { from, to },
      { from: to, to },
      { from: to, to },
    ];
  const end = steps.find((step) => inside(step) && isNewDestination(step)) ?? last;
  return [
    { from, to: first.from },
    { from: first.from, to: reply ? last.to : end.to },
    { from: reply ? last.to : end.to, to },
  ];
}

/** The load balancer, as an entry of the chart, that a flight was made by or ended at: one that is a proxy opens a connection of its own. */
function proxyOf({ steps, end }: Walk): string {
  const place = steps[0]?.place;
  const from = place?.at === 'socket' ? place.host : '';
  const to = end.end === 'delivered' ? end.host : '';
  const proxy = [from, to].find((host) => host.startsWith('Balancer/'));
  return proxy === undefined ? '' : proxy.replace(/^Balancer/, 'balancer/Service');
}

function isStoppedOutside({ steps }: Walk): boolean {
  const place = steps.at(-1)?.place;
  return place?.at === 'kernel' && place.node === 'Firewall';
}

/** The road of a flight that reads no rule of a Service. */
function withoutRules(client: string, { walk, reply }: FlightRecord): Road {
  const proxy = proxyOf(walk);
  if (proxy !== '') return { road: 'enter', client, entry: proxy, door: '' };
  if (isStoppedOutside(walk)) return { road: 'wall', client };
  return { road: 'direct', client, to: reply || walk.end.end !== 'delivered' ? '' : walk.end.host };
}

/** The roads of one flight over the concept chart. */
export function legsOf(
  record: ConversationRecord,
  flight: FlightRecord,
  routes: ReadonlyMap<string, ServiceRoute>,
): readonly Leg[] {
  const { walk, reply } = flight;
  const client = callerId(record.caller);
  const address = dialledBy(flight);
  const route = routes.get(address);
  const whole = (on: Road): Leg[] => [{ on, back: reply, from: walk.from, to: walk.to }];
  if (address.endsWith(':53'))
    return whole({ road: 'dns', client, dns: route?.service ?? 'Service/kube-system/kube-dns' });
  if (!route) return whole(withoutRules(client, flight));
  const roads = roadsOf(client, route, proxyOf(walk));
  const order = reply ? roads.toReversed() : roads;
  const spans = split(stretches(walk, route.node, reply), order.length, reply);
  const legs = spans.map((stretch, i) => ({ on: order[i] as Road, back: reply, ...stretch }));
  return legs.filter((leg) => leg.to > leg.from);
}

/** From the caller, or from the proxy that calls in its place, to the Pod. */
function roadsOf(client: string, route: ServiceRoute, proxy: string): readonly Road[] {
  const { service, rules, rung, pod, node, entry } = route;
  const inside: readonly Road[] = [
    { road: 'ladder', service, rules, rung },
    { road: 'branch', rules, rung, pod },
  ];
  if (proxy !== '') return [{ road: 'pass', entry: proxy, door: node, service }, ...inside];
  if (entry === '') return [{ road: 'approach', client, service }, ...inside];
  return [{ road: 'enter', client, entry, door: node }, { road: 'pass', entry, door: node, service }, ...inside];
}

/** An entry has two roads before the rules where a cluster IP has one: the way to the machine is shared between them. */
function split(parts: readonly [Stretch, Stretch, Stretch], roads: number, reply: boolean): readonly Stretch[] {
  if (roads === parts.length) return parts;
  const [first, second, third] = parts;
  const way = reply ? third : first;
  const middle = (way.from + way.to) / 2;
  const halves = [
    { from: way.from, to: middle },
    { from: middle, to: way.to },
  ];
  return reply ? [first, second, ...halves] : [...halves, second, third];
}
