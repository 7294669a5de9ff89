import type { Box, Point } from './polyline.ts';

/** The coast turns around its corners this softly, and has a point this often. */
const CORNER = 30;
const STEP = 64;

function along(from: Point, to: Point): readonly Point[] {
  const steps = Math.max(1, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / STEP));
  return Array.from({ length: steps + 1 }, (_, i) => ({
    x: from.x + ((to.x - from.x) * i) / steps,
    y: from.y + ((to.y - from.y) * i) / steps,
  }));
}

/** A corner cut off: where the coast leaves one side and reaches the next. */
function softened(from: Point, to: Point): readonly [Point, Point] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const cut = Math.min(CORNER, length / 3);
  const step = { x: ((to.x - from.x) / length) * cut, y: ((to.y - from.y) / length) * cut };
  return [
    { x: from.x + step.x, y: from.y + step.y },
    { x: to.x - step.x, y: to.y - step.y },
  ];
}

/** The points of the coast: a polygon with softened corners, out of true by less than three pixels and always by the same. */
function shore(corners: readonly Point[]): readonly Point[] {
  const straight = corners.flatMap((from, i) => {
    const [start, end] = softened(from, corners[(i + 1) % corners.length] ?? from);
    return along(start, end);
  });
  return straight.map((point, i) => ({
    x: point.x + 1.6 * Math.sin(i * 2.3),
    y: point.y + 1.9 * Math.sin(i * 1.7 + 2),
  }));
}

/** The four corners of a box, from the left top one. */
export function cornersOf({ x, y, width, height }: Box): readonly Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** A closed, soft line around the cluster (Catmull-Rom through the points of the shore). */
export function coastline(corners: readonly Point[]): string {
  const points = shore(corners);
  const at = (i: number): Point => points[(i + points.length) % points.length] ?? { x: 0, y: 0 };
  const curves = points.map((_, i) => {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const c1 = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 };
    const c2 = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 };
    return `C${[c1.x, c1.y, c2.x, c2.y, to.x, to.y].map((n) => n.toFixed(1)).join(' ')}`;
  });
  return `M${at(0).x.toFixed(1)} ${at(0).y.toFixed(1)}${curves.join('')}Z`;
}
