import type { Node } from 'reactflow';
import type { Road, RulesThing, Thing } from '../../../worker/protocol.ts';
import type { Layout } from '../layout/chart-layout.ts';
import type { PodCard } from '../layout/machines.ts';
import { type Point, pathThrough } from '../layout/polyline.ts';
import { lanesOf, roadKey } from '../layout/roads.ts';
import type { Sheet } from '../layout/sheet.ts';
import { FULL_STRAND } from '../layout/sizes.ts';
import { nameIn } from '../names.ts';
import type { Joined as Ends } from '../walk.ts';
import { wireNodes } from '../wire/wire-graph.ts';
import { nodeAt } from './node-at.ts';

const [UNDER, OVER] = [-1, 1] as const;

function unchanged(a: Node, b: Node): boolean {
  const sameBox =
    a.position.x === b.position.x && a.position.y === b.position.y && a.width === b.width && a.height === b.height;
  return sameBox && a.type === b.type && JSON.stringify(a.data) === JSON.stringify(b.data);
}

/** The line of a road on which nothing travels at the moment. */
export interface RoadLine extends Ends {
  readonly id: string;
  readonly path: string;
  /** The strand's width in chart pixels: as wide as its share of new connections. */
  readonly width: number;
  readonly stale: boolean;
}

/** A relation that does not hold, and what is wrong with it: a dash-dot line on which no packet travels. */
export interface RhumbLine extends Ends {
  readonly id: string;
  readonly path: string;
  readonly sign: Point;
  readonly says: string;
}

/** In the order in which the keyboard walks them: along the road from the clients to the Pods. */
function* conceptNodes(layout: Layout): Iterable<Node> {
  for (const [id, box] of layout.clients) yield nodeAt('client', id, box, { id }, OVER);
  for (const [id, box] of layout.walls) yield nodeAt('wall', id, box, { id }, OVER);
  for (const { id, box } of layout.entries.values()) yield nodeAt(id.slice(0, id.indexOf('/')), id, box, { id }, OVER);
  for (const [id, box] of layout.dns) yield nodeAt('dns', id, box, { id }, OVER);
  for (const [id, box] of layout.services) yield nodeAt('service', id, box, { id }, OVER);
  for (const [id, { box, slim }] of layout.ladders) yield nodeAt('rules', id, box, { id, slim }, OVER);
  for (const { id, node, box, cards } of layout.machines) {
    yield nodeAt('machine', id, box, { node, idle: false }, UNDER);
    for (const card of cards) yield cardNode(card);
  }
  for (const [id, box] of layout.idle) yield nodeAt('machine', id, box, { node: nameIn(id), idle: true }, UNDER);
  for (const [id, box] of layout.outside) yield nodeAt('external', id, box, { id }, OVER);
  for (const [id, box] of layout.more) yield nodeAt('more', id, box, { id }, OVER);
}

function cardNode({ id, pods, box }: PodCard): Node {
  return pods.length === 1 ? nodeAt('pod', id, box, { id }, OVER) : nodeAt('pods', id, box, { id, pods }, OVER);
}

/** The nodes of a layout; one that has not changed stays the same object, so that it is not drawn again. */
export function nodesOf(layout: Sheet, before: readonly Node[]): Node[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const nodes = layout.lens === 'wire' ? wireNodes(layout) : conceptNodes(layout);
  return [...nodes].map((node) => {
    const old = known.get(node.id);
    return old !== undefined && unchanged(old, node) ? old : node;
  });
}

/** The card that stands for a thing: a Pod's own, or its group's. */
function cardsOfPods(layout: Layout): ReadonlyMap<string, string> {
  return new Map(
    layout.machines.flatMap(({ cards }) =>
      cards.flatMap(({ id, pods }) => pods.map((pod): [string, string] => [pod, id])),
    ),
  );
}

interface Joined {
  readonly road: Road;
  readonly source: string;
  readonly target: string;
  readonly share: number;
  readonly stale: boolean;
}

/** What a branch leads to that is no Pod of a machine's frame: a caller that serves as well, or a host outside. */
function behind(layout: Layout, id: string): string | undefined {
  return layout.clients.has(id) || layout.outside.has(id) ? id : undefined;
}

function* behindService(layout: Layout, cards: ReadonlyMap<string, string>, rules: RulesThing): Iterable<Joined> {
  const ladder = layout.ladders.get(rules.id);
  if (ladder === undefined) return;
  const entrance: Road = { road: 'ladder', service: rules.service, rules: rules.id, rung: -1 };
  yield {
    road: entrance,
    source: rules.service,
    target: rules.id,
    share: rules.rungs.length === 0 ? 0 : 1,
    stale: false,
  };
  for (const { rung } of ladder.steps) {
    const branch = rules.rungs[rung];
    const card = branch?.pod === undefined ? undefined : (cards.get(branch.pod) ?? behind(layout, branch.pod));
    if (branch?.pod === undefined || card === undefined) continue;
    const road: Road = { road: 'branch', rules: rules.id, rung, pod: branch.pod };
    yield { road, source: rules.id, target: card, share: branch.share, stale: branch.stale };
  }
}

/** From every door of every entry that leads somewhere to its Service. */
function* throughEntries(layout: Layout): Iterable<Joined> {
  for (const { id, service, doors } of layout.entries.values())
    for (const door of doors.keys()) {
      const road: Road = { road: 'pass', entry: id, door, service };
      yield { road, source: id, target: service, share: 0, stale: false };
    }
}

function* inFront(travelled: Iterable<Road>): Iterable<Joined> {
  for (const road of travelled) {
    if (road.road === 'enter') yield { road, source: road.client, target: road.entry, share: 0, stale: false };
    if (road.road === 'approach') yield { road, source: road.client, target: road.service, share: 0, stale: false };
    if (road.road === 'dns') yield { road, source: road.client, target: road.dns, share: 0, stale: false };
  }
}

/** The line of a road without the part over the ghost, which is drawn dotted only when something travels there. */
function lineOf(layout: Layout, { road }: Joined): string | undefined {
  const stretches = lanesOf(layout, road)?.out.filter((stretch) => !stretch.ghost);
  if (stretches === undefined) return undefined;
  if (road.road !== 'ladder') return stretches.map((stretch) => pathThrough(stretch.points)).join('');
  const ladder = layout.ladders.get(road.rules);
  const points = stretches[0]?.points ?? [];
  const toDoor = points.filter((point) => point.x < (ladder?.box.x ?? 0));
  return pathThrough([...toDoor, { x: ladder?.box.x ?? 0, y: ladder?.entryY ?? 0 }]);
}

/** The roads of the chart: from every Service down to its Pods, and those that Clients have taken. */
export function roadsOf(layout: Layout, things: Iterable<Thing>, travelled: Iterable<Road>): readonly RoadLine[] {
  const rules = [...things].filter((thing): thing is RulesThing => thing.kind === 'rules');
  const cards = cardsOfPods(layout);
  const joined = [
    ...inFront(travelled),
    ...throughEntries(layout),
    ...rules.flatMap((each) => [...behindService(layout, cards, each)]),
  ];
  return joined.flatMap((each): readonly RoadLine[] => {
    const path = lineOf(layout, each);
    if (path === undefined) return [];
    const { road, source, target, share, stale } = each;
    return [{ id: roadKey(road), source, target, path, width: share * FULL_STRAND, stale }];
  });
}

/** The lines of selectors that take nothing. */
export function rhumbsOf(layout: Layout, things: ReadonlyMap<string, Thing>): readonly RhumbLine[] {
  return layout.rhumbs.flatMap(({ service, points }): readonly RhumbLine[] => {
    const [down, low, right] = [points[0], points[1], points[2]];
    const pod = layout.machines[0]?.cards[0]?.id;
    const thing = things.get(service);
    if (!down || !low || !right || pod === undefined || thing?.kind !== 'service') return [];
    const sign = { x: (low.x + right.x) / 2, y: low.y };
    const of = [...things.values()].filter((each) => each.kind === 'pod').length;
    const says = `the selector matches 0 of ${of} Pods`;
    return [{ id: `rhumb ${service}`, source: service, target: pod, path: pathThrough(points), sign, says }];
  });
}
