import type {
  ClientThing,
  DnsThing,
  ExternalThing,
  FirewallThing,
  MoreThing,
  NodeThing,
  PodThing,
  RulesThing,
  ServiceThing,
  Thing,
} from '../../../worker/protocol.ts';
import { type Band, bandsOf } from './bands.ts';
import {
  lowest,
  placeClients,
  placeDns,
  placeIdle,
  placeMore,
  placeOutside,
  placeRhumbs,
  placeWalls,
  type Rhumb,
} from './columns.ts';
import { type Entry, type EntryThing, placeEntries } from './entries.ts';
import type { Ladder } from './ladder.ts';
import { LOOSE, type MachineFrame } from './machines.ts';
import { byText, keepingPlaces } from './order.ts';
import type { Box } from './polyline.ts';
import { COLUMNS, FOOT, GAP, PORT, SHORE, TOP } from './sizes.ts';

/** What decides places besides the things themselves: where they stood before. */
export interface Places {
  readonly services: readonly string[];
  readonly clients: readonly string[];
  readonly pods: readonly string[];
  /** Per Pod: the Service in whose row it stands. */
  readonly rows: ReadonlyMap<string, string>;
}

/** Where everything stands, in chart pixels. A value: the same things and places give the same layout. */
export interface Layout {
  readonly lens: 'concept';
  readonly clients: ReadonlyMap<string, Box>;
  readonly dns: ReadonlyMap<string, Box>;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly services: ReadonlyMap<string, Box>;
  /** The firewall's wall, by its id. */
  readonly walls: ReadonlyMap<string, Box>;
  /** Hosts outside, under the coast. */
  readonly outside: ReadonlyMap<string, Box>;
  /** The lines between a selector that takes nothing and the labels that come nearest. */
  readonly rhumbs: readonly Rhumb[];
  readonly ladders: ReadonlyMap<string, Ladder>;
  readonly machines: readonly MachineFrame[];
  /** Every Pod's card, the card of its group when it has none of its own. */
  readonly pods: ReadonlyMap<string, Box>;
  /** Machines on which no Pod of the chart stands. */
  readonly idle: ReadonlyMap<string, Box>;
  readonly more: ReadonlyMap<string, Box>;
  /** Which Service each ladder belongs to. */
  readonly serviceOf: ReadonlyMap<string, string>;
  /** Ladders that stand for the rules of other machines as well: which one shows a machine's. */
  readonly sharedLadders: ReadonlyMap<string, string>;
  /** Where the cluster ends: callers outside stand left of `x` down to `y`; nothing of the cluster stands under `bottom`. */
  readonly coast: Coast;
  /** Around everything that stands on the chart, the coast included. */
  readonly bounds: Box;
  /** Below this nothing stands: the road of packets that go straight to an address. */
  readonly floor: number;
  readonly places: Places;
}

const NOWHERE: Places = { services: [], clients: [], pods: [], rows: new Map() };

/** The things of the chart by kind. */
export interface Sorted {
  readonly clients: readonly ClientThing[];
  readonly dns: readonly DnsThing[];
  readonly services: readonly ServiceThing[];
  readonly rules: readonly RulesThing[];
  readonly pods: readonly PodThing[];
  readonly nodes: readonly NodeThing[];
  readonly entries: readonly EntryThing[];
  readonly firewalls: readonly FirewallThing[];
  readonly externals: readonly ExternalThing[];
  readonly more: readonly MoreThing[];
}

function sorted(things: Iterable<Thing>): Sorted {
  const all = [...things].toSorted((a, b) => byText(a.id, b.id));
  const of = <Kind extends Thing['kind']>(kind: Kind): Extract<Thing, { kind: Kind }>[] =>
    all.filter((thing): thing is Extract<Thing, { kind: Kind }> => thing.kind === kind);
  return {
    clients: of('client'),
    dns: of('dns'),
    services: of('service'),
    rules: of('rules'),
    pods: of('pod'),
    nodes: of('node'),
    entries: [...of('balancer'), ...of('nodeport'), ...of('alias')],
    firewalls: of('firewall'),
    externals: of('external'),
    more: of('more'),
  };
}

/** Where the cluster ends. */
export interface Coast {
  readonly x: number;
  readonly y: number;
  readonly bottom: number;
}

/** Callers outside are left of the coast, which runs through the entries' doors; hosts outside are under it. */
function coastOf(clients: readonly ClientThing[], boxes: ReadonlyMap<string, Box>, inside: readonly Box[]): Coast {
  const outside = clients.flatMap(({ where, id }) => (where === 'internet' ? (boxes.get(id) ?? []) : []));
  const y = Math.max(0, ...outside.map((box) => box.y + box.height + GAP / 2));
  const bottom = Math.max(TOP + 120, ...inside.map((box) => box.y + box.height)) + FOOT.coast;
  return { x: COLUMNS.entry.x - 6, y: outside.length === 0 ? 0 : y, bottom };
}

function boundsOf(coast: Coast, outside: readonly Box[]): Box {
  const width = COLUMNS.pods.x + COLUMNS.pods.width + SHORE + 8;
  const height = Math.max(coast.bottom + 4, ...outside.map((box) => box.y + box.height + SHORE));
  return { x: 0, y: 0, width, height };
}

/** Machines on which the rules are the same share a ladder. */
function sharedLadders(rules: readonly RulesThing[]): ReadonlyMap<string, string> {
  return new Map(
    rules.flatMap(({ id, node, alsoOn }) =>
      alsoOn.map((other): [string, string] => [id.replace(`rules/${node}/`, `rules/${other}/`), id]),
    ),
  );
}

function podBoxes(machines: readonly MachineFrame[]): ReadonlyMap<string, Box> {
  return new Map(
    machines.flatMap(({ cards }) => cards.flatMap(({ pods, box }) => pods.map((pod): [string, Box] => [pod, box]))),
  );
}

/** The first Service's row takes Pods that no Service selects when it is the only one: they keep their place when a selector breaks. */
function rowOf(pod: PodThing, services: readonly ServiceThing[], before: Places): string {
  const known = new Set(services.map((service) => service.id));
  const stood = before.rows.get(pod.id) ?? '';
  if (known.has(stood) && (pod.services.length === 0 || pod.services.includes(stood))) return stood;
  const selecting = pod.services.find((service) => known.has(service));
  return selecting ?? (services.length === 1 ? (services[0]?.id ?? LOOSE) : LOOSE);
}

function placesOf(bands: readonly Band[], clients: readonly ClientThing[], rows: ReadonlyMap<string, string>): Places {
  return {
    services: bands.flatMap((band) => (band.id === LOOSE ? [] : [band.id])),
    clients: clients.map((client) => client.id),
    pods: bands.flatMap((band) => band.machines.flatMap((machine) => machine.cards.flatMap((card) => card.pods))),
    rows,
  };
}

/** A row reaches down to its end, the line of a broken selector included. */
const reach = ({ bottom }: Band): Box => ({ x: 0, y: bottom, width: 0, height: 0 });

/** Places everything in columns: a row per Service, its rules and Pods beside it. What stood before keeps its place as far as it can. */
export function layoutChart(things: Iterable<Thing>, before: Places = NOWHERE): Layout {
  const all = sorted(things);
  const services = keepingPlaces(
    all.services,
    (service) => service.id,
    before.services,
    (a, b) => byText(a.id, b.id),
  );
  const rows = new Map(all.pods.map((pod) => [pod.id, rowOf(pod, services, before)]));
  const bands = bandsOf(services, all, rows, before.pods);
  const ordered = keepingPlaces(
    all.clients,
    (client) => client.id,
    before.clients,
    (a, b) => byText(a.id, b.id),
  );
  const levels = bands.flatMap((band) => (band.service === undefined ? [] : [band.service.y + PORT.service]));
  const machines = bands.flatMap((band) => band.machines);
  const ladders = new Map(bands.flatMap((band) => [...band.ladders]));
  const entries = placeEntries(all.entries, bands);
  const doors = [...entries.values()].map((entry) => entry.box);
  const clients = placeClients(ordered, levels[0] ?? TOP + PORT.approach, doors[0]?.y ?? TOP);
  const dns = placeDns(all.dns, levels, doors);
  const boxes = new Map(bands.flatMap((band) => (band.service === undefined ? [] : [[band.id, band.service]])));
  const frames = machines.map((machine) => machine.box);
  const idle = placeIdle(all.nodes, machines, lowest(frames, 'pods') + GAP);
  const standing = [...clients.values(), ...dns.values(), ...doors, ...boxes.values(), ...frames, ...idle.values()];
  for (const ladder of ladders.values()) standing.push(ladder.box);
  const more = placeMore(all.more, standing);
  const coast = coastOf(ordered, clients, [...standing, ...more.values(), ...bands.map(reach)]);
  const outside = placeOutside(all.externals, coast.bottom);
  const callers = ordered.flatMap(({ where, id }) => (where === 'internet' ? (clients.get(id) ?? []) : []));
  return {
    lens: 'concept',
    clients,
    dns,
    entries,
    walls: placeWalls(all.firewalls, callers, doors),
    outside,
    rhumbs: placeRhumbs(services, bands),
    services: boxes,
    ladders,
    machines,
    pods: podBoxes(machines),
    idle,
    more,
    serviceOf: new Map(all.rules.map((rules) => [rules.id, rules.service])),
    sharedLadders: sharedLadders(all.rules),
    coast,
    bounds: boundsOf(coast, [...outside.values()]),
    floor: coast.bottom - (FOOT.coast - FOOT.road),
    places: placesOf(bands, ordered, rows),
  };
}
