import type { Road } from '../../../worker/protocol.ts';
import type { Layout } from './chart-layout.ts';
import { crossing, type Entry } from './entries.ts';
import { type Ladder, stepOf } from './ladder.ts';
import { type Box, type Point, simplified } from './polyline.ts';
import { COLUMNS, PORT, REPLY } from './sizes.ts';

/** The reply lane beside the request at a door, where lines are close. */
const DOOR_REPLY = 5;

/** A piece of road. Where it crosses a Service's ghost there is nothing under it. */
export interface Stretch {
  readonly points: readonly Point[];
  readonly ghost: boolean;
}

/** A road's two lanes, each in the direction in which it is travelled. */
export interface RoadLanes {
  readonly out: readonly Stretch[];
  readonly back: readonly Stretch[];
}

const CLIENT_RIGHT = COLUMNS.clients.x + COLUMNS.clients.width;
const ENTRY_RIGHT = COLUMNS.entry.x + COLUMNS.entry.width;
const SERVICE_RIGHT = COLUMNS.service.x + COLUMNS.service.width;
const RULES_RIGHT = COLUMNS.rules.x + COLUMNS.rules.width;

/** The columns of turns between the columns of things. */
const TURNS = {
  approach: CLIENT_RIGHT + 12,
  approachBack: CLIENT_RIGHT + 24,
  dns: CLIENT_RIGHT + 36,
  dnsBack: CLIENT_RIGHT + 46,
  pass: ENTRY_RIGHT + 16,
  passBack: ENTRY_RIGHT + 28,
  ladder: SERVICE_RIGHT + 16,
  ladderBackBelow: SERVICE_RIGHT + 30,
  ladderBackAbove: SERVICE_RIGHT + 8,
  branchBack: COLUMNS.pods.x - 6,
} as const;

const solid = (points: readonly Point[]): Stretch => ({ points: simplified(points), ghost: false });
const overNothing = (points: readonly Point[]): Stretch => ({ points, ghost: true });

/** From one point across a column of turns to another. */
function across(from: Point, x: number, to: Point): readonly Point[] {
  return [from, { x, y: from.y }, { x, y: to.y }, to];
}

/** One name per road: what the map of lanes and the edges are keyed by. */
export function roadKey(road: Road): string {
  switch (road.road) {
    case 'approach':
      return `approach ${road.client} ${road.service}`;
    case 'enter':
      return `enter ${road.client} ${road.entry} ${road.door}`;
    case 'pass':
      return `pass ${road.entry} ${road.door} ${road.service}`;
    case 'ladder':
      return `ladder ${road.rules} ${road.rung}`;
    case 'branch':
      return `branch ${road.rules} ${road.rung} ${road.pod}`;
    case 'dns':
      return `dns ${road.client} ${road.dns}`;
    case 'direct':
      return `direct ${road.client} ${road.to}`;
    case 'wall':
      return `wall ${road.client}`;
  }
}

const lower = (point: Point, by: number = REPLY): Point => ({ x: point.x, y: point.y + by });

/** Past the entries, where they leave room, to the Service. */
function approach(layout: Layout, client: Box, service: Box): RoadLanes {
  const start = { x: CLIENT_RIGHT, y: client.y + PORT.approach };
  const end = { x: service.x, y: service.y + PORT.service };
  const y = crossing(layout.entries.values(), end.y);
  const back = { x: TURNS.passBack, y: y + REPLY };
  return {
    out: [solid([...across(start, TURNS.approach, { x: TURNS.pass, y }), { x: TURNS.pass, y: end.y }, end])],
    back: [solid([lower(end), { x: back.x, y: end.y + REPLY }, ...across(back, TURNS.approachBack, lower(start))])],
  };
}

/** From a caller outside to a wall: nothing comes back from there. */
function upTo(client: Box, wall: Box): RoadLanes {
  const y = client.y + PORT.approach;
  const line = [
    { x: CLIENT_RIGHT, y },
    { x: wall.x, y },
  ];
  return { out: [solid(line)], back: [solid(line.toReversed())] };
}

/** A caller's door in an entry: a machine's, or the entry itself. */
function doorOf(entry: Entry, door: string): number {
  return entry.doors.get(door) ?? entry.middle;
}

/** From a caller into an entry. */
function enter(client: Box, entry: Entry, door: string): RoadLanes {
  const start = { x: CLIENT_RIGHT, y: client.y + PORT.approach };
  const end = { x: entry.box.x, y: doorOf(entry, door) };
  return {
    out: [solid(across(start, TURNS.approach, end))],
    back: [solid(across(lower(end, DOOR_REPLY), TURNS.approachBack, lower(start)))],
  };
}

/** Through an entry, of which only the door is real, to the Service. */
function pass(entry: Entry, door: string, service: Box): RoadLanes {
  const y = doorOf(entry, door);
  const [left, right] = [
    { x: entry.box.x, y },
    { x: ENTRY_RIGHT, y },
  ];
  const end = { x: service.x, y: service.y + PORT.service };
  return {
    out: [overNothing([left, right]), solid(across(right, TURNS.pass, end))],
    back: [
      solid(across(lower(end), TURNS.passBack, lower(right, DOOR_REPLY))),
      overNothing([lower(right, DOOR_REPLY), lower(left, DOOR_REPLY)]),
    ],
  };
}

function nameLookup(client: Box, dns: Box): RoadLanes {
  const start = { x: CLIENT_RIGHT, y: client.y + PORT.dns };
  const end = { x: dns.x, y: dns.y + PORT.dnsIn };
  const back = [
    { x: dns.x, y: end.y + REPLY },
    { x: CLIENT_RIGHT, y: start.y + REPLY },
  ] as const;
  const above = end.y > start.y;
  return {
    out: [solid(across(start, above ? TURNS.dnsBack : TURNS.dns, end))],
    back: [solid(across(back[0], above ? TURNS.dns : TURNS.dnsBack, back[1]))],
  };
}

function fall(ladder: Ladder, rung: number, from: Point): readonly Point[] {
  const entry = { x: TURNS.ladder, y: ladder.entryY };
  const way = [from, { x: entry.x, y: from.y }, entry];
  if (rung < 0) return [...way, ladder.reject];
  const y = stepOf(ladder, rung)?.y ?? ladder.replyY;
  return [...way, { x: ladder.postX, y: entry.y }, { x: ladder.postX, y }, { x: RULES_RIGHT, y }];
}

function returnUnder(ladder: Ladder, rung: number, to: Point): readonly Point[] {
  const x = ladder.entryY > to.y ? TURNS.ladderBackAbove : TURNS.ladderBackBelow;
  const from = rung < 0 ? { x: ladder.reject.x, y: ladder.reject.y + REPLY } : { x: RULES_RIGHT, y: ladder.replyY };
  return across(from, x, to);
}

function throughLadder(service: Box, ladder: Ladder, rung: number): RoadLanes {
  const y = service.y + PORT.service;
  const left = { x: service.x, y };
  const right = { x: SERVICE_RIGHT, y };
  return {
    out: [overNothing([left, right]), solid(fall(ladder, rung, right))],
    back: [solid(returnUnder(ladder, rung, lower(right))), overNothing([lower(right), lower(left)])],
  };
}

/** Roads of one ladder turn at different places, so that none lies on another and those that go the same way do not cross. */
function turnOf(ladder: Ladder, rung: number, up: boolean): number {
  const rank =
    (ladder.steps.findIndex((step) => rung >= step.rung && rung < step.rung + step.count) + 0.5) /
    Math.max(1, ladder.steps.length);
  return RULES_RIGHT + 14 + 18 * (up ? rank : 1 - rank);
}

/** A caller that is itself behind the branch: round the foot of the chart and back to it from the left. */
function hairpin(layout: Layout, ladder: Ladder, rung: number, caller: Box): RoadLanes {
  const y = stepOf(ladder, rung)?.y ?? ladder.replyY;
  const door = caller.y + PORT.dns;
  const line = (from: number, offset: number): readonly Point[] => {
    const floor = layout.floor - offset;
    const west = { x: caller.x - 14 + offset / 3, y: floor };
    const right = { x: RULES_RIGHT, y: from };
    return [...across(right, turnOf(ladder, rung, false), west), { x: west.x, y: door }, { x: caller.x, y: door }];
  };
  return { out: [solid(line(y, 0))], back: [solid(line(ladder.replyY, 10).toReversed())] };
}

function branch(ladder: Ladder, rung: number, pod: Box): RoadLanes {
  const y = stepOf(ladder, rung)?.y ?? ladder.replyY;
  const mid = Math.round(pod.y + pod.height / 2) - 4;
  const end = { x: pod.x, y: mid };
  return {
    out: [solid(across({ x: RULES_RIGHT, y }, turnOf(ladder, rung, mid < y), end))],
    back: [solid(across({ x: pod.x, y: mid + 12 }, TURNS.branchBack, { x: RULES_RIGHT, y: ladder.replyY }))],
  };
}

/** Round the foot of the chart: a packet without a Service meets no rule of kube-proxy's that would turn it. */
function direct(layout: Layout, client: Box, target: Box | undefined): RoadLanes {
  const right = COLUMNS.pods.x + COLUMNS.pods.width + 10;
  const west = client.x - 8;
  const line = (offset: number): readonly Point[] => {
    const start = { x: client.x, y: client.y + PORT.approach + offset };
    const down = [start, { x: west - offset / 3, y: start.y }, { x: west - offset / 3, y: layout.floor + offset / 2 }];
    if (target === undefined) return [...down, { x: COLUMNS.pods.x, y: layout.floor + offset / 2 }];
    const y = target.y + target.height / 2 + offset;
    const far = target.x > SERVICE_RIGHT ? right + offset / 3 : target.x - 8 - offset / 3;
    const door = target.x > SERVICE_RIGHT ? target.x + target.width : target.x;
    return [...down, { x: far, y: layout.floor + offset / 2 }, { x: far, y }, { x: door, y }];
  };
  return { out: [solid(line(0))], back: [solid(line(12).toReversed())] };
}

function boxOf(layout: Layout, id: string): Box | undefined {
  return (
    layout.pods.get(id) ?? layout.clients.get(id) ?? layout.dns.get(id) ?? layout.outside.get(id) ?? layout.idle.get(id)
  );
}

function ladderOf(layout: Layout, rules: string): Ladder | undefined {
  return layout.ladders.get(layout.sharedLadders.get(rules) ?? rules);
}

function drawn(layout: Layout, road: Road): RoadLanes | undefined {
  switch (road.road) {
    case 'approach': {
      const client = layout.clients.get(road.client);
      const service = layout.services.get(road.service);
      return client && service && approach(layout, client, service);
    }
    case 'ladder': {
      const service = layout.services.get(road.service);
      const ladder = ladderOf(layout, road.rules);
      return service && ladder && throughLadder(service, ladder, road.rung);
    }
    case 'enter': {
      const client = layout.clients.get(road.client);
      const entry = layout.entries.get(road.entry);
      return client && entry && enter(client, entry, road.door);
    }
    case 'pass': {
      const entry = layout.entries.get(road.entry);
      const service = layout.services.get(road.service);
      return entry && service && pass(entry, road.door, service);
    }
    case 'branch': {
      const ladder = ladderOf(layout, road.rules);
      const caller = layout.clients.get(road.pod);
      if (ladder && caller) return hairpin(layout, ladder, road.rung, caller);
      const pod = layout.pods.get(road.pod) ?? layout.outside.get(road.pod);
      return ladder && pod && branch(ladder, road.rung, pod);
    }
    case 'dns': {
      const client = layout.clients.get(road.client);
      const dns = layout.dns.get(road.dns);
      return client && dns && nameLookup(client, dns);
    }
    case 'wall': {
      const client = layout.clients.get(road.client);
      const [wall] = layout.walls.values();
      return client && wall && upTo(client, wall);
    }
    case 'direct': {
      const client = layout.clients.get(road.client) ?? layout.pods.get(road.client);
      return client && direct(layout, client, boxOf(layout, road.to));
    }
  }
}

const surveyed = new WeakMap<Layout, Map<string, RoadLanes | undefined>>();

/** Where a road runs; undefined when what it joins is not on the chart. */
export function lanesOf(layout: Layout, road: Road): RoadLanes | undefined {
  const known = surveyed.get(layout) ?? new Map<string, RoadLanes | undefined>();
  surveyed.set(layout, known);
  const key = roadKey(road);
  if (!known.has(key)) known.set(key, drawn(layout, road));
  return known.get(key);
}
