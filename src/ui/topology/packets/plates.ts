import { covered } from '../layout/obstacles.ts';
import type { Box, Point } from '../layout/polyline.ts';

/** Distances from its place at which a plate is tried, in chart pixels, and the directions in order of liking. */
const DISTANCES = [16, 34, 64, 100, 140, 190, 250] as const;
const DIRECTIONS: readonly Point[] = [
  { x: 0, y: -1 },
  { x: 0, y: 1 },
  { x: 1, y: -1 },
  { x: -1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: 1 },
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0.5, y: -1 },
  { x: -0.5, y: -1 },
  { x: 0.5, y: 1 },
  { x: -0.5, y: 1 },
  { x: 1, y: 0.5 },
  { x: -1, y: 0.5 },
  { x: 1, y: -0.5 },
  { x: -1, y: -0.5 },
];

/** A plate with its nearest corner or side so far from its place in a direction. */
function plateAt(place: Point, size: Pick<Box, 'width' | 'height'>, toward: Point, distance: number): Box {
  const { width, height } = size;
  const x = place.x + toward.x * distance + ((toward.x - 1) / 2) * width;
  const y = place.y + toward.y * distance + ((toward.y - 1) / 2) * height;
  return { x, y, width, height };
}

function outside(box: Box, view: Box): number {
  return box.width * box.height - covered(box, [view]);
}

/** Where a plate beside a place covers no words and lies in view, no farther than `reach`; when that cannot be, where it covers least. */
export function platePlace(
  place: Point,
  size: Pick<Box, 'width' | 'height'>,
  taken: readonly Box[],
  view: Box,
  under: boolean,
  reach: number = Number.POSITIVE_INFINITY,
): Box {
  let best: Box | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const distance of DISTANCES.filter((each) => each <= reach))
    for (const { x, y } of DIRECTIONS) {
      const plate = plateAt(place, size, { x, y: under ? -y : y }, distance);
      const cost = covered(plate, taken) + 4 * outside(plate, view);
      if (cost === 0) return plate;
      if (cost < least) [best, least] = [plate, cost];
    }
  return best ?? plateAt(place, size, { x: 0, y: -1 }, DISTANCES[0]);
}
