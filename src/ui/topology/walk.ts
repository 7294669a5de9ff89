import type { Box } from './layout/polyline.ts';

/** A key that walks over the chart. */
export type WalkKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** Two things that a road joins, in the direction of requests. */
export interface Joined {
  readonly source: string;
  readonly target: string;
}

const middle = ({ x, y, width, height }: Box): { readonly x: number; readonly y: number } => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** How far a box lies in a direction, sideways counted thrice; undefined when it lies elsewhere. */
function distance(from: Box, to: Box, key: WalkKey): number | undefined {
  const [a, b] = [middle(from), middle(to)];
  const along = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  const ahead = sign * (along ? b.x - a.x : b.y - a.y);
  const aside = Math.abs(along ? b.y - a.y : b.x - a.x);
  return ahead < 4 || (!along && aside > Math.max(from.width, to.width)) ? undefined : ahead + 3 * aside;
}

/** Those at the other ends of the roads that leave a thing in a direction. */
function alongRoads(from: string, joined: readonly Joined[], key: WalkKey): readonly string[] {
  if (key === 'ArrowRight') return joined.flatMap(({ source, target }) => (source === from ? [target] : []));
  if (key === 'ArrowLeft') return joined.flatMap(({ source, target }) => (target === from ? [source] : []));
  return [];
}

function nearest(from: Box, among: Iterable<readonly [string, Box]>, key: WalkKey): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, box] of among) {
    const far = distance(from, box, key);
    if (far !== undefined && far < least) [best, least] = [id, far];
  }
  return best;
}

/** Where an arrow key leads from a thing: right and left along its roads, else to what is nearest in that direction. */
export function nextThing(
  boxes: ReadonlyMap<string, Box>,
  joined: readonly Joined[],
  from: string,
  key: WalkKey,
): string | undefined {
  const here = boxes.get(from);
  if (here === undefined) return undefined;
  const others = [...boxes].filter(([id]) => id !== from);
  const ends = new Set(alongRoads(from, joined, key));
  return (
    nearest(
      here,
      others.filter(([id]) => ends.has(id)),
      key,
    ) ?? nearest(here, others, key)
  );
}
