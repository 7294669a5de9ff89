import type {
  ClientThing,
  DnsThing,
  MoreThing,
  NodeThing,
  PodThing,
  RulesThing,
  ServiceThing,
  Thing,
} from '../../../worker/protocol.ts';
import { type Band, bandsOf, LOOSE } from './bands.ts';
import type { Ladder } from './ladder.ts';
import type { MachineFrame } from './machines.ts';
import { byText, keepingPlaces } from './order.ts';
import type { Box } from './polyline.ts';
import { CARD, COLUMNS, type ColumnName, FOOT, GAP, PORT, SEND_HEIGHT, SENDS_SHOWN, SHORE, TOP } from './sizes.ts';

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
  readonly services: ReadonlyMap<string, Box>;
  readonly ladders: ReadonlyMap<string, Ladder>;
  readonly machines: readonly MachineFrame[];
  /** Every Pod's card, the card of its group when it has none of its own. */
  readonly pods: ReadonlyMap<string, Box>;
  /** Machines on which no Pod of the chart stands. */
  readonly idle: ReadonlyMap<string, Box>;
  readonly more: ReadonlyMap<string, Box>;
  /** Which Service each ladder belongs to. */
  readonly serviceOf: ReadonlyMap<string, string>;
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
    more: of('more'),
  };
}

function clientHeight(client: ClientThing): number {
  const lines = Math.min(client.sends.length, SENDS_SHOWN + 1);
  return CARD.height + 4 + lines * SEND_HEIGHT;
}

/** Clients stand one under the other, the first level with the first Service so that its road is straight. */
function placeClients(clients: readonly ClientThing[], level: number): ReadonlyMap<string, Box> {
  let y = level - PORT.approach;
  return new Map(
    clients.map((client) => {
      const box = { ...COLUMNS.clients, y, height: clientHeight(client) };
      y += box.height + GAP;
      return [client.id, box];
    }),
  );
}

/** The name server stands under the first road to a Service, and out of the way of the others. */
function placeDns(dns: readonly DnsThing[], levels: readonly number[]): ReadonlyMap<string, Box> {
  let y = (levels[0] ?? TOP) + 52;
  return new Map(
    dns.map((server) => {
      for (const level of levels) if (level > y - GAP && level < y + CARD.dns + GAP) y = level + GAP + 20;
      const box = { ...COLUMNS.entry, y, height: CARD.dns };
      y += CARD.dns + GAP;
      return [server.id, box];
    }),
  );
}

/** So many machines without Pods have a frame of their own. */
const IDLE_SHOWN = 6;

function placeIdle(
  nodes: readonly NodeThing[],
  machines: readonly MachineFrame[],
  from: number,
): ReadonlyMap<string, Box> {
  const busy = new Set(machines.map((machine) => machine.node));
  const idle = nodes.filter((node) => !busy.has(node.name)).slice(0, IDLE_SHOWN);
  return new Map(
    idle.map((node, i) => [
      node.id,
      { ...COLUMNS.pods, y: from + i * (CARD.idleMachine + 8), height: CARD.idleMachine },
    ]),
  );
}

const COLUMN_OF: Readonly<Record<MoreThing['of'], ColumnName>> = {
  services: 'service',
  pods: 'pods',
  nodes: 'pods',
  clients: 'clients',
};

function lowest(boxes: Iterable<Box>, column: ColumnName): number {
  const { x, width } = COLUMNS[column];
  let y = TOP - GAP;
  for (const box of boxes) if (box.x >= x && box.x < x + width) y = Math.max(y, box.y + box.height);
  return y;
}

/** What was left off stands at the foot of its column. */
function placeMore(more: readonly MoreThing[], standing: readonly Box[]): ReadonlyMap<string, Box> {
  const placed: [string, Box][] = [];
  for (const thing of more) {
    const column = COLUMN_OF[thing.of];
    const y = lowest([...standing, ...placed.map(([, box]) => box)], column) + GAP + 8;
    placed.push([thing.id, { ...COLUMNS[column], y, height: CARD.more }]);
  }
  return new Map(placed);
}

function boundsOf(boxes: readonly Box[]): Box {
  const right = COLUMNS.pods.x + COLUMNS.pods.width + SHORE + 8;
  const bottom = Math.max(TOP + 120, ...boxes.map((box) => box.y + box.height)) + FOOT.coast + 4;
  return { x: 0, y: 0, width: right, height: bottom };
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
  const clients = placeClients(ordered, levels[0] ?? TOP + PORT.approach);
  const dns = placeDns(all.dns, levels);
  const boxes = new Map(bands.flatMap((band) => (band.service === undefined ? [] : [[band.id, band.service]])));
  const frames = machines.map((machine) => machine.box);
  const idle = placeIdle(all.nodes, machines, lowest(frames, 'pods') + GAP);
  const standing = [...clients.values(), ...dns.values(), ...boxes.values(), ...frames, ...idle.values()];
  for (const ladder of ladders.values()) standing.push(ladder.box);
  const more = placeMore(all.more, standing);
  const bounds = boundsOf([...standing, ...more.values()]);
  return {
    lens: 'concept',
    clients,
    dns,
    services: boxes,
    ladders,
    machines,
    pods: podBoxes(machines),
    idle,
    more,
    serviceOf: new Map(all.rules.map((rules) => [rules.id, rules.service])),
    bounds,
    floor: bounds.y + bounds.height - 4 - (FOOT.coast - FOOT.road),
    places: placesOf(bands, ordered, rows),
  };
}
