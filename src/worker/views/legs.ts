import type { Reading, Socket, Step, Walk } from '../../cluster/network/index.ts';
import type { ConversationRecord, FlightRecord } from '../../cluster/world.ts';
import type { Leg, Road } from '../protocol.ts';
import { rulesId } from './rungs.ts';

/** How a conversation's packets to one address go: which Service's rules on the caller's node, and which branch. */
export interface ServiceRoute {
  readonly service: string;
  readonly rules: string;
  readonly rung: number;
  /** The Pod behind the branch; empty when a rule refused. */
  readonly pod: string;
}

const REFUSED = -1;

const readingsOf = (walk: Walk): readonly Reading[] => walk.steps.flatMap((step) => step.readings);

/** The route that a first packet took, read off the rules that it read. */
export function routeOf({ walk, machine }: FlightRecord): ServiceRoute | undefined {
  const readings = readingsOf(walk);
  const entry = readings.find(
    (reading) => reading.chain === 'KUBE-SERVICES' && reading.taken && reading.origin.object.startsWith('Service/'),
  );
  if (!entry) return undefined;
  const port = Number(/spec\.ports\[(\d+)\]/.exec(entry.origin.field)?.[1] ?? 0);
  const lost = readings.filter(
    (reading) => /^KUBE-SV[CL]-/.test(reading.chain) && reading.drawn !== undefined && !reading.taken,
  ).length;
  const refused = walk.end.end === 'rejected' || walk.end.end === 'dropped';
  const pod = walk.end.end === 'delivered' ? walk.end.host : '';
  const { object } = entry.origin;
  return { service: object, rules: rulesId(machine, object, port), rung: refused ? REFUSED : lost, pod };
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
export function routesOf({ flights }: ConversationRecord): ReadonlyMap<string, ServiceRoute> {
  const routes = new Map<string, ServiceRoute>();
  for (const flight of flights) {
    const route = flight.reply ? undefined : routeOf(flight);
    if (route) routes.set(dialledBy(flight), route);
  }
  return routes;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The walk before, inside and after the kernel of the caller's machine. */
function stretches({ steps, from, to }: Walk, machine: string): readonly [Stretch, Stretch, Stretch] {
  const inside = (step: Step): boolean => step.place.at === 'kernel' && step.place.node === machine;
  const first = steps.find(inside);
  const last = steps.findLast(inside);
  if (!first || !last)
    return [
      { from, to },
      { from: to, to },
      { from: to, to },
    ];
  return [
    { from, to: first.from },
    { from: first.from, to: last.to },
    { from: last.to, to },
  ];
}

/** The roads of one flight over the concept chart. */
export function legsOf(
  record: ConversationRecord,
  flight: FlightRecord,
  routes: ReadonlyMap<string, ServiceRoute>,
): readonly Leg[] {
  const { walk, reply } = flight;
  const client = record.caller;
  const caller = record.flights[0]?.machine ?? flight.machine;
  const address = dialledBy(flight);
  const route = routes.get(address);
  const whole = (on: Road): Leg[] => [{ on, back: reply, from: walk.from, to: walk.to }];
  if (address.endsWith(':53'))
    return whole({ road: 'dns', client, dns: route?.service ?? 'Service/kube-system/kube-dns' });
  if (!route)
    return whole({ road: 'direct', client, to: reply ? '' : walk.end.end === 'delivered' ? walk.end.host : '' });
  const roads: readonly [Road, Road, Road] = [
    { road: 'approach', client, service: route.service },
    { road: 'ladder', service: route.service, rules: route.rules, rung: route.rung },
    { road: 'branch', rules: route.rules, rung: route.rung, pod: route.pod },
  ];
  const order = reply ? roads.toReversed() : roads;
  const legs = stretches(walk, caller).map((stretch, i) => ({ on: order[i] as Road, back: reply, ...stretch }));
  return legs.filter((leg) => leg.to > leg.from);
}
