import type { Flight, Instant } from '../../../worker/protocol.ts';
import type { Layout } from '../layout/chart-layout.ts';
import { lane, type Point, placeAlong, rounded, type Walk, walkAlong } from '../layout/polyline.ts';
import { lanesOf } from '../layout/roads.ts';
import type { Sheet } from '../layout/sheet.ts';
import { WIRE_LANE } from '../wire/sizes.ts';
import type { WireLayout } from '../wire/wire-layout.ts';
import { type Piece, piecesOf } from '../wire/wire-passages.ts';

/** One stretch of a packet's way and when it is on it. Over a Service's ghost there is nothing under it. */
export interface Passage {
  readonly walk: Walk;
  readonly from: Instant;
  readonly to: Instant;
  readonly ghost: boolean;
}

/** A joint of the ladder that a packet passes, and when. */
export interface Joint extends Point {
  readonly at: Instant;
}

/** A packet's way over the chart as a timed line: its place is a function of time and nothing else. */
export interface Itinerary {
  readonly passages: readonly Passage[];
  /** The instants at which a leg begins, for those who want discrete hops. */
  readonly stops: readonly Instant[];
  readonly joints: readonly Joint[];
}

/** Two lanes of one road are so far apart. */
const LANE = 6;

function passagesOf(flight: Flight, layout: Layout, laneIndex: number): readonly Passage[] {
  return flight.legs.flatMap(({ on, back, from, to }): readonly Passage[] => {
    const lanes = lanesOf(layout, on);
    const stretches = (back ? lanes?.back : lanes?.out) ?? [];
    const walks = stretches.map(({ points, ghost }) => ({
      ghost,
      walk: walkAlong(rounded(lane(points, laneIndex * LANE))),
    }));
    const length = walks.reduce((sum, { walk }) => sum + walk.length, 0) || 1;
    let gone = 0;
    return walks.map(({ walk, ghost }) => {
      const begun = from + ((to - from) * gone) / length;
      gone += walk.length;
      return { walk, ghost, from: begun, to: from + ((to - from) * gone) / length };
    });
  });
}

/** When a passage that falls down a ladder's post passes a place on it. */
function timeAt(passage: Passage, { x, y }: Point): Instant | undefined {
  const { points, distances, length } = passage.walk;
  for (let i = 1; i < points.length; i += 1) {
    const a = points[i - 1];
    const b = points[i];
    if (a === undefined || b === undefined || Math.abs(a.x - b.x) > 0.5 || Math.abs(a.x - x) > LANE * 4) continue;
    if ((y - a.y) * (y - b.y) > 0) continue;
    const distance = (distances[i - 1] ?? 0) + Math.abs(y - a.y);
    return passage.from + ((passage.to - passage.from) * distance) / (length || 1);
  }
  return undefined;
}

function jointsOf(flight: Flight, layout: Layout, passages: readonly Passage[]): readonly Joint[] {
  return flight.legs.flatMap(({ on, back, from, to }) => {
    const ladder =
      on.road === 'ladder' && !back ? layout.ladders.get(layout.sharedLadders.get(on.rules) ?? on.rules) : undefined;
    const fall = passages.find((passage) => !passage.ghost && passage.from >= from - 0.001 && passage.to <= to + 0.001);
    if (ladder === undefined || fall === undefined || on.road !== 'ladder') return [];
    return ladder.steps.flatMap((step): readonly Joint[] => {
      if (step.rung + step.count > on.rung) return [];
      const at = timeAt(fall, { x: ladder.postX, y: step.y });
      return at === undefined ? [] : [{ x: ladder.postX, y: step.y, at }];
    });
  });
}

/** One line for the whole way, put on its lane, then cut into its pieces again: a packet does not jump from one to the next. */
function onLane(pieces: readonly Piece[], distance: number): readonly Passage[] {
  const line: Point[] = [];
  const cuts = pieces.map(({ points }) => {
    for (const point of points) {
      const last = line.at(-1);
      if (last === undefined || last.x !== point.x || last.y !== point.y) line.push(point);
    }
    return line.length - 1;
  });
  const beside = lane(line, distance);
  return pieces.map(({ from, to }, i) => {
    const part = beside.slice(i === 0 ? 0 : cuts[i - 1], (cuts[i] ?? 0) + 1);
    return { from, to, ghost: false, walk: walkAlong(rounded(part)) };
  });
}

function overWire(flight: Flight, layout: WireLayout, laneIndex: number): Itinerary {
  const passages = onLane(piecesOf(flight, layout), laneIndex * WIRE_LANE);
  return { passages, stops: flight.stays.map((stay) => stay.to), joints: [] };
}

/** Draws up the itinerary of a flight on a layout, on the lane of its conversation. */
export function itineraryOf(flight: Flight, layout: Sheet, laneIndex: number): Itinerary {
  if (layout.lens === 'wire') return overWire(flight, layout, laneIndex);
  const passages = passagesOf(flight, layout, laneIndex);
  return { passages, stops: flight.legs.map((leg) => leg.from), joints: jointsOf(flight, layout, passages) };
}

/** Where a packet is at an instant; before it starts and after it ends it stands still. Undefined when no road of it is on the chart. */
export function placeAt({ passages }: Itinerary, now: Instant): Point | undefined {
  let at: Passage | undefined;
  for (const passage of passages) {
    if (at !== undefined && passage.from > now) break;
    at = passage;
  }
  if (at === undefined) return undefined;
  const part = at.to === at.from ? 1 : (now - at.from) / (at.to - at.from);
  return placeAlong(at.walk, Math.max(0, Math.min(1, part)) * at.walk.length);
}

/** The last instant at which the packet began a leg: where it stands for those who asked for less motion. */
export function hopBefore({ stops }: Itinerary, now: Instant, flight: Flight): Instant {
  if (now >= flight.to) return flight.to;
  let hop = flight.from;
  for (const stop of stops) if (stop <= now) hop = stop;
  return hop;
}
