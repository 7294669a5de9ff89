import type { Road } from '../../../worker/protocol.ts';
import type { Layout } from './chart-layout.ts';
import { type Ladder, stepOf } from './ladder.ts';
import { type Box, type Point, simplified } from './polyline.ts';
import { COLUMNS, PORT, REPLY } from './sizes.ts';

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
const SERVICE_RIGHT = COLUMNS.service.x + COLUMNS.service.width;
const RULES_RIGHT = COLUMNS.rules.x + COLUMNS.rules.width;

/** The columns of turns between the columns of things. */
const TURNS = {
  approach: CLIENT_RIGHT + 12,
  approachBack: CLIENT_RIGHT + 22,
  dns: CLIENT_RIGHT + 32,
  dnsBack: CLIENT_RIGHT + 40,
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
  }
}

function approach(client: Box, service: Box): RoadLanes {
  const start = { x: CLIENT_RIGHT, y: client.y + PORT.approach };
  const end = { x: service.x, y: service.y + PORT.service };
  const lower = (point: Point): Point => ({ x: point.x, y: point.y + REPLY });
  return {
    out: [solid(across(start, TURNS.approach, end))],
    back: [solid(across(lower(end), TURNS.approachBack, lower(start)))],
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
  const lower = (point: Point): Point => ({ x: point.x, y: point.y + REPLY });
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
  return layout.pods.get(id) ?? layout.clients.get(id) ?? layout.dns.get(id) ?? layout.idle.get(id);
}

function drawn(layout: Layout, road: Road): RoadLanes | undefined {
  switch (road.road) {
    case 'approach': {
      const client = layout.clients.get(road.client);
      const service = layout.services.get(road.service);
      return client && service && approach(client, service);
    }
    case 'ladder': {
      const service = layout.services.get(road.service);
      const ladder = layout.ladders.get(road.rules);
      return service && ladder && throughLadder(service, ladder, road.rung);
    }
    case 'enter':
    case 'pass':
      return undefined;
    case 'branch': {
      const ladder = layout.ladders.get(road.rules);
      const pod = layout.pods.get(road.pod);
      return ladder && pod && branch(ladder, road.rung, pod);
    }
    case 'dns': {
      const client = layout.clients.get(road.client);
      const dns = layout.dns.get(road.dns);
      return client && dns && nameLookup(client, dns);
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
