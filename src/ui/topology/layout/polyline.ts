/** A place on the chart, in chart pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle on the chart. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The corner radius of all roads. */
export const CORNER = 9;

/** Steps in which a rounded corner is walked. */
const CORNER_STEPS = 4;

/** Drops points that repeat or lie on the way between their neighbours. */
export function simplified(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((point, i) => i === 0 || !same(point, points[i - 1]));
  return distinct.filter((point, i) => {
    const before = distinct[i - 1];
    const after = distinct[i + 1];
    if (before === undefined || after === undefined) return true;
    const onColumn = before.x === point.x && point.x === after.x;
    const onLine = before.y === point.y && point.y === after.y;
    return !onColumn && !onLine;
  });
}

function same(a: Point, b: Point | undefined): boolean {
  return b !== undefined && Math.abs(a.x - b.x) < 0.01 && Math.abs(a.y - b.y) < 0.01;
}

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

interface Corner {
  readonly enter: Point;
  readonly turn: Point;
  readonly leave: Point;
}

function cornerAt(points: readonly Point[], i: number): Corner | undefined {
  const before = points[i - 1];
  const turn = points[i];
  const after = points[i + 1];
  if (before === undefined || turn === undefined || after === undefined) return undefined;
  const room =
    Math.min(Math.hypot(turn.x - before.x, turn.y - before.y), Math.hypot(after.x - turn.x, after.y - turn.y)) / 2;
  const radius = Math.min(CORNER, room);
  return { enter: toward(turn, before, radius), turn, leave: toward(turn, after, radius) };
}

/** An SVG path along the points, with rounded corners. */
export function pathThrough(points: readonly Point[]): string {
  return points
    .map((point, i) => {
      const corner = cornerAt(points, i);
      if (corner === undefined) return `${i === 0 ? 'M' : 'L'}${point.x} ${point.y}`;
      const { enter, turn, leave } = corner;
      return `L${enter.x} ${enter.y}Q${turn.x} ${turn.y} ${leave.x} ${leave.y}`;
    })
    .join('');
}

function bend({ enter, turn, leave }: Corner): readonly Point[] {
  return Array.from({ length: CORNER_STEPS + 1 }, (_, step) => {
    const t = step / CORNER_STEPS;
    const u = 1 - t;
    return {
      x: u * u * enter.x + 2 * u * t * turn.x + t * t * leave.x,
      y: u * u * enter.y + 2 * u * t * turn.y + t * t * leave.y,
    };
  });
}

/** The same line with its corners rounded, as points to walk along. */
export function rounded(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, i) => {
    const corner = cornerAt(points, i);
    return corner === undefined ? [point] : bend(corner);
  });
}

function leftOf(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.y - from.y) / length, y: -(to.x - from.x) / length };
}

/** A lane beside an orthogonal road, so far to the left of its direction (to the right when negative). */
export function lane(points: readonly Point[], distance: number): readonly Point[] {
  if (distance === 0) return points;
  return points.map((point, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    const coming = before === undefined ? undefined : leftOf(before, point);
    const going = after === undefined ? undefined : leftOf(point, after);
    const both = coming !== undefined && going !== undefined && (coming.x !== going.x || coming.y !== going.y);
    const x = both ? coming.x + going.x : (coming?.x ?? going?.x ?? 0);
    const y = both ? coming.y + going.y : (coming?.y ?? going?.y ?? 0);
    return { x: point.x + x * distance, y: point.y + y * distance };
  });
}

/** A line to walk along: its points and how far each is from the start. */
export interface Walk {
  readonly points: readonly Point[];
  readonly distances: readonly number[];
  readonly length: number;
}

/** Measures a line. */
export function walkAlong(points: readonly Point[]): Walk {
  let length = 0;
  const distances = points.map((point, i) => {
    const before = points[i - 1];
    if (before !== undefined) length += Math.hypot(point.x - before.x, point.y - before.y);
    return length;
  });
  return { points, distances, length };
}

/** The place so far along a line, and the index of the point before it. */
export function placeAlong({ points, distances, length }: Walk, distance: number): Point & { readonly after: number } {
  const far = Math.max(0, Math.min(distance, length));
  let i = 0;
  while (i < distances.length - 2 && (distances[i + 1] ?? 0) < far) i += 1;
  const a = points[i] ?? { x: 0, y: 0 };
  const b = points[i + 1] ?? a;
  const begun = distances[i] ?? 0;
  const piece = (distances[i + 1] ?? begun) - begun;
  const part = piece === 0 ? 0 : (far - begun) / piece;
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part, after: i };
}
