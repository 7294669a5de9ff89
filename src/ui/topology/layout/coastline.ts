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

/** The points of the coast: a box with softened corners, out of true by less than three pixels and always by the same. */
function shore({ x, y, width, height }: Box): readonly Point[] {
  const right = x + width;
  const bottom = y + height;
  const straight = [
    ...along({ x: x + CORNER, y }, { x: right - CORNER, y }),
    ...along({ x: right, y: y + CORNER }, { x: right, y: bottom - CORNER }),
    ...along({ x: right - CORNER, y: bottom }, { x: x + CORNER, y: bottom }),
    ...along({ x, y: bottom - CORNER }, { x, y: y + CORNER }),
  ];
  return straight.map((point, i) => ({
    x: point.x + 1.6 * Math.sin(i * 2.3),
    y: point.y + 1.9 * Math.sin(i * 1.7 + 2),
  }));
}

/** A closed, soft line around the cluster (Catmull-Rom through the points of the shore). */
export function coastline(box: Box): string {
  const points = shore(box);
  const at = (i: number): Point => points[(i + points.length) % points.length] ?? box;
  const curves = points.map((_, i) => {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const c1 = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 };
    const c2 = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 };
    return `C${[c1.x, c1.y, c2.x, c2.y, to.x, to.y].map((n) => n.toFixed(1)).join(' ')}`;
  });
  return `M${at(0).x.toFixed(1)} ${at(0).y.toFixed(1)}${curves.join('')}Z`;
}
