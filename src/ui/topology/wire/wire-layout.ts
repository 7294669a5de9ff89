import type {
  BalancerThing,
  ClientThing,
  ExternalThing,
  FirewallThing,
  NodeThing,
  RulesThing,
  Thing,
} from '../../../worker/protocol.ts';
import { byText, grouped, keepingPlaces } from '../layout/order.ts';
import type { Box } from '../layout/polyline.ts';
import { type Inhabitant, inhabitantsOf } from './inhabitants.ts';
import { foldedMachine, openMachine, type WireMachine } from './machine.ts';
import { DEVICE, FOLDED, MACHINE_GAP, MARGIN, READ_RULES, ZONE_TOP, ZONES } from './sizes.ts';

/** The router's id: it is always there, and no object of the API. */
export const ROUTER = 'router';

/** Something outside the machines, in the zone outside or on the edge. */
export interface WireDevice {
  readonly id: string;
  readonly kind: 'client' | 'external' | 'firewall' | 'balancer' | 'router';
  readonly zone: 'outside' | 'edge';
  readonly box: Box;
}

/** What decides places besides the things themselves. */
export interface WirePlaces {
  readonly inhabitants: readonly string[];
  readonly nodes: readonly string[];
}

/** Where everything really stands, in chart pixels. A value: the same things and places give the same layout. */
export interface WireLayout {
  readonly lens: 'wire';
  readonly devices: ReadonlyMap<string, WireDevice>;
  readonly machines: ReadonlyMap<string, WireMachine>;
  /** The card of every Pod and program by its key; of a machine's own programs also by the machine's name. */
  readonly doors: ReadonlyMap<string, { readonly box: Box; readonly node: string; readonly local: boolean }>;
  readonly more: ReadonlyMap<string, Box>;
  readonly bounds: Box;
  readonly places: WirePlaces;
}

/** With more machines than this only those that packets visit are open. */
export const OPEN_UP_TO = 3;

/** How many machines are open at once when there are more. */
const OPEN_AT_ONCE = 3;

const NOWHERE: WirePlaces = { inhabitants: [], nodes: [] };

/** Which machines are open: all of a few; of many those that packets visited first, and the one that was chosen. */
function openNodes(nodes: readonly NodeThing[], visited: readonly string[], chosen: string | undefined): Set<string> {
  if (nodes.length <= OPEN_UP_TO) return new Set(nodes.map(({ name }) => name));
  const there = new Set(nodes.map(({ name }) => name));
  const seen = visited.filter((name) => there.has(name)).slice(0, OPEN_AT_ONCE);
  return new Set(chosen === undefined ? seen : [...seen, chosen]);
}

/** Where rules are read: on machines whose rules have sent a packet on, before any has on those of the callers. */
function readOn({ node, alsoOn }: RulesThing, readers: readonly string[]): readonly string[] {
  const reading = [node, ...alsoOn].filter((each) => readers.includes(each));
  return reading.length > 0 ? reading : [node];
}

/** The rules that are written out on each machine: those for callers outside first when there are such; one per machine when there are many. */
function rulesByMachine(all: readonly Thing[], readers: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const isOutside = all.some((thing) => thing.kind === 'client' && thing.where === 'internet');
  const rank = ({ traffic }: RulesThing): number => Number((traffic === 'outside') !== isOutside);
  const rules = all.filter((thing) => thing.kind === 'rules').toSorted((a, b) => rank(a) - rank(b));
  const byMachine = new Map<string, readonly string[]>();
  for (const each of rules)
    for (const node of readOn(each, readers)) byMachine.set(node, [...(byMachine.get(node) ?? []), each.id]);
  const rows = [...byMachine.values()].reduce((sum, { length }) => sum + length, 0);
  if (rows <= READ_RULES.shown) return byMachine;
  return new Map([...byMachine].map(([node, ids]) => [node, ids.slice(0, 1)]));
}

function placeMachines(
  nodes: readonly NodeThing[],
  inhabitants: readonly Inhabitant[],
  open: ReadonlySet<string>,
  read: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, WireMachine> {
  const byNode = grouped(inhabitants, ({ node }) => node);
  let y = ZONE_TOP;
  return new Map(
    nodes.map((node) => {
      const living = byNode.get(node.name) ?? [];
      const machine = open.has(node.name)
        ? openMachine(node, living, read.get(node.name) ?? [], y)
        : foldedMachine(node, living, y);
      y += machine.box.height + MACHINE_GAP;
      return [node.name, machine];
    }),
  );
}

interface Outsiders {
  readonly clients: readonly ClientThing[];
  readonly externals: readonly ExternalThing[];
  readonly firewalls: readonly FirewallThing[];
  readonly balancers: readonly BalancerThing[];
}

function outsidersOf(things: readonly Thing[]): Outsiders {
  const of = <Kind extends Thing['kind']>(kind: Kind): Extract<Thing, { kind: Kind }>[] =>
    things.filter((thing): thing is Extract<Thing, { kind: Kind }> => thing.kind === kind);
  return {
    clients: of('client').filter(({ where }) => where === 'internet'),
    externals: of('external'),
    firewalls: of('firewall'),
    balancers: of('balancer'),
  };
}

type Wanted = Omit<WireDevice, 'box' | 'zone'> & { readonly height: number };

/** One under the other; when there is room, spread over the height of the machines. */
function spread(zone: WireDevice['zone'], wanted: readonly Wanted[], bottom: number): readonly WireDevice[] {
  const used = wanted.reduce((sum, { height }) => sum + height, 0);
  const free = bottom - ZONE_TOP - used;
  const gap = Math.max(DEVICE.gap, wanted.length > 1 ? free / (wanted.length - 1) : 0);
  let y = ZONE_TOP;
  return wanted.map(({ id, kind, height }) => {
    const box = { ...ZONES[zone], y, height };
    y += height + gap;
    return { id, kind, zone, box };
  });
}

/** Lines that a device's card needs beyond the usual. */
function clientHeight({ sends }: ClientThing): number {
  return DEVICE.height + Math.min(3, sends.length) * 20;
}

function placeDevices(all: Outsiders, bottom: number): ReadonlyMap<string, WireDevice> {
  const outside: Wanted[] = [
    ...all.clients.map((client) => ({ id: client.id, kind: 'client' as const, height: clientHeight(client) })),
    ...all.externals.map(({ id }) => ({ id, kind: 'external' as const, height: DEVICE.height })),
  ];
  const edge: Wanted[] = [
    { id: ROUTER, kind: 'router', height: DEVICE.height },
    ...all.firewalls.slice(0, 1).map(({ id }) => ({ id, kind: 'firewall' as const, height: DEVICE.height + 16 })),
    ...all.balancers.map(({ id, doors }) => ({
      id,
      kind: 'balancer' as const,
      height: DEVICE.height + 18 + Math.min(3, doors.length) * 17,
    })),
  ];
  const devices = [...spread('outside', outside, bottom), ...spread('edge', edge, bottom)];
  return new Map(devices.map((device) => [device.id, device]));
}

function doorsOf(machines: Iterable<WireMachine>, inhabitants: readonly Inhabitant[]): WireLayout['doors'] {
  const keys = new Map(inhabitants.map((each) => [each.id, each]));
  const doors = new Map<string, { readonly box: Box; readonly node: string; readonly local: boolean }>();
  for (const { node, cards, programs } of machines)
    for (const { of, box } of [...cards, ...programs])
      for (const id of of) {
        const local = keys.get(id)?.local ?? false;
        const door = { box, node, local };
        doors.set(keys.get(id)?.key ?? id, door);
        if (local && !doors.has(node)) doors.set(node, door);
      }
  return doors;
}

function bottomOf(machines: Iterable<WireMachine>): number {
  let bottom = ZONE_TOP + 300;
  for (const { box } of machines) bottom = Math.max(bottom, box.y + box.height);
  return bottom;
}

/** What was left off stands under the machines. */
function placeMore(all: readonly Thing[], y: number): ReadonlyMap<string, Box> {
  const { x, width } = ZONES.machines;
  const left = all.filter((thing) => thing.kind === 'more' && (thing.of === 'nodes' || thing.of === 'pods'));
  return new Map(
    left.map(({ id }, i) => [id, { x: x + (i * width) / 2, y, width: width / 2 - 8, height: FOLDED.height + 14 }]),
  );
}

/** What is looked at besides the things: the machines that packets have visited, those where rules were read, and the one that was chosen. */
export interface WireLook {
  readonly visited: readonly string[];
  /** Machines whose rules have sent a packet on. */
  readonly readers: readonly string[];
  readonly chosen: string | undefined;
}

/** Places everything where it really is: outside, on the edge, in a machine. What stood before keeps its place. */
export function layoutWire(things: Iterable<Thing>, look: WireLook, before: WirePlaces = NOWHERE): WireLayout {
  const all = [...things].toSorted((a, b) => byText(a.id, b.id));
  const nodes = keepingPlaces(
    all.filter((thing): thing is NodeThing => thing.kind === 'node'),
    ({ id }) => id,
    before.nodes,
    (a, b) => byText(a.id, b.id),
  );
  const inhabitants = keepingPlaces(
    inhabitantsOf(all),
    ({ id }) => id,
    before.inhabitants,
    (a, b) => byText(a.kind, b.kind) || byText(a.id, b.id),
  );
  const machines = placeMachines(
    nodes,
    inhabitants,
    openNodes(nodes, look.visited, look.chosen),
    rulesByMachine(all, look.readers),
  );
  const bottom = bottomOf(machines.values());
  const devices = placeDevices(outsidersOf(all), bottom);
  const low = Math.max(bottom, ...[...devices.values()].map(({ box }) => box.y + box.height));
  const more = placeMore(all, low + MACHINE_GAP);
  const height = low + (more.size > 0 ? FOLDED.height + 14 + MACHINE_GAP : 0) + MARGIN;
  const width = ZONES.machines.x + ZONES.machines.width + MARGIN;
  return {
    lens: 'wire',
    devices,
    machines,
    doors: doorsOf(machines.values(), inhabitants),
    more,
    bounds: { x: 0, y: 0, width, height },
    places: { inhabitants: inhabitants.map(({ id }) => id), nodes: nodes.map(({ id }) => id) },
  };
}
