import type {
  ClientThing,
  DnsThing,
  ExternalThing,
  FirewallThing,
  MoreThing,
  NodeThing,
  ServiceThing,
} from '../../../worker/protocol.ts';
import type { Band } from './bands.ts';
import type { MachineFrame } from './machines.ts';
import type { Box, Point } from './polyline.ts';
import {
  CARD,
  COLUMNS,
  type ColumnName,
  GAP,
  OUTSIDE_ROW,
  PORT,
  RHUMB,
  SEND_HEIGHT,
  SENDS_SHOWN,
  TOP,
  WALL,
} from './sizes.ts';

/** The name server stands so far under a road, so that requests, answers and their flags have room. */
const UNDER_ROAD = 52;

function clientHeight(client: ClientThing): number {
  const lines = Math.min(client.sends.length, SENDS_SHOWN + 1);
  return CARD.height + 4 + lines * SEND_HEIGHT;
}

/** How much lower a caller outside starts than the entry it calls: its road enters level with a door. */
const LEVEL_WITH_DOOR = 10;

/**
 * Callers outside stand at the top, level with the entries; under them those in the cluster, the first level with the first
 * Service so that its road is straight.
 */
export function placeClients(clients: readonly ClientThing[], level: number, top: number): ReadonlyMap<string, Box> {
  const placed = new Map<string, Box>();
  let y = top + LEVEL_WITH_DOOR;
  const put = (client: ClientThing): void => {
    const box = { ...COLUMNS.clients, y, height: clientHeight(client) };
    y += box.height + GAP;
    placed.set(client.id, box);
  };
  const outside = clients.filter(({ where }) => where === 'internet');
  outside.forEach(put);
  y = outside.length === 0 ? level - PORT.approach : Math.max(level - PORT.approach, y + GAP);
  clients.filter(({ where }) => where !== 'internet').forEach(put);
  return placed;
}

/** The name server stands under the first road to a Service, and out of the way of the others and of the entries. */
export function placeDns(
  dns: readonly DnsThing[],
  levels: readonly number[],
  entries: readonly Box[],
): ReadonlyMap<string, Box> {
  let y = (levels[0] ?? TOP) + UNDER_ROAD;
  const isFree = (at: number): number => {
    const level = levels.find((each) => each > at - GAP && each < at + CARD.dns + GAP);
    const entry = entries.find((box) => box.y < at + CARD.dns + GAP && at < box.y + box.height + UNDER_ROAD);
    if (entry) return entry.y + entry.height + UNDER_ROAD;
    return level === undefined ? at : level + UNDER_ROAD;
  };
  return new Map(
    dns.map((server) => {
      for (let free = isFree(y); free !== y; free = isFree(y)) y = free;
      const box = { ...COLUMNS.entry, y, height: CARD.dns };
      y += CARD.dns + GAP;
      return [server.id, box];
    }),
  );
}

/** So many machines without Pods have a frame of their own. */
const IDLE_SHOWN = 6;

export function placeIdle(
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

export function lowest(boxes: Iterable<Box>, column: ColumnName): number {
  const { x, width } = COLUMNS[column];
  let y = TOP - GAP;
  for (const box of boxes) if (box.x >= x && box.x < x + width) y = Math.max(y, box.y + box.height);
  return y;
}

/** What was left off stands at the foot of its column. */
export function placeMore(more: readonly MoreThing[], standing: readonly Box[]): ReadonlyMap<string, Box> {
  const placed: [string, Box][] = [];
  for (const thing of more) {
    const column = COLUMN_OF[thing.of];
    const y = lowest([...standing, ...placed.map(([, box]) => box)], column) + GAP + 8;
    placed.push([thing.id, { ...COLUMNS[column], y, height: CARD.more }]);
  }
  return new Map(placed);
}

/** Hosts outside stand side by side under the coast, the first at the right. */
export function placeOutside(hosts: readonly ExternalThing[], y: number): ReadonlyMap<string, Box> {
  const { x, width } = COLUMNS.pods;
  return new Map(
    hosts.map(({ id }, i) => [
      id,
      { x: x - i * (width + GAP), y: y + OUTSIDE_ROW.gap, width, height: OUTSIDE_ROW.height },
    ]),
  );
}

/** The firewall's wall: as high as the callers outside and the entries that it stands between. */
export function placeWalls(
  firewalls: readonly FirewallThing[],
  clients: readonly Box[],
  entries: readonly Box[],
): ReadonlyMap<string, Box> {
  if (clients.length === 0) return new Map();
  const all = [...clients, ...entries];
  const top = Math.min(...all.map(({ y }) => y)) - 6;
  const bottom = Math.max(...clients.map(({ y, height }) => y + height)) + 6;
  return new Map(firewalls.slice(0, 1).map(({ id }) => [id, { ...WALL, y: top, height: bottom - top }]));
}

/** A line from a selector that takes nothing to the labels that come nearest to what it asks for. */
export interface Rhumb {
  readonly service: string;
  readonly points: readonly Point[];
}

/** The lines of all selectors that take nothing, each under its own row. */
export function placeRhumbs(services: readonly ServiceThing[], bands: readonly Band[]): readonly Rhumb[] {
  return services.flatMap((service): Rhumb[] => {
    const band = bands.find(({ id }) => id === service.id);
    if (service.mismatch === undefined || band?.service === undefined) return [];
    const { x, y, width, height } = band.service;
    const low = band.bottom - RHUMB.room + RHUMB.drop;
    const pods = Math.max(...band.machines.map(({ box }) => box.y + box.height), y);
    const right = COLUMNS.pods.x + COLUMNS.pods.width / 2;
    const down = { x: x + width / 2, y: y + height + 22 };
    return [
      { service: service.id, points: [down, { x: down.x, y: low }, { x: right, y: low }, { x: right, y: pods + 4 }] },
    ];
  });
}
