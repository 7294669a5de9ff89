import type { WireMachine } from '../wire/machine.ts';
import { INSIDE, KERNEL, ZONES } from '../wire/sizes.ts';
import type { WireLayout } from '../wire/wire-layout.ts';
import type { Layout } from './chart-layout.ts';
import type { Ladder } from './ladder.ts';
import type { Box } from './polyline.ts';
import type { Sheet } from './sheet.ts';
import { CAPTION_Y, COLUMNS } from './sizes.ts';
import { standing } from './standing.ts';

/** Above and under a rung stand its number and its endpoint; over the ladder its machine, under it what replies do. */
const RUNG = { left: 26, over: 26, under: 22 } as const;
const LADDER = { head: 50, foot: 70 } as const;

function wordsOf({ box, steps, look, slim }: Ladder): readonly Box[] {
  if (look === 'reject' || slim) return [box];
  const { x, y, width, height } = box;
  const rungs = steps.map((step) => ({
    x: x + RUNG.left,
    y: step.y - RUNG.over,
    width: width - RUNG.left,
    height: RUNG.over + RUNG.under,
  }));
  const foot = { x, y: y + height - LADDER.foot, width, height: LADDER.foot };
  return [{ x, y, width, height: LADDER.head }, ...rungs, foot];
}

/** The names of the waters, as far as they are written. */
function waterNames({ coast, outside }: Layout): readonly Box[] {
  const cluster = { x: COLUMNS.entry.x, y: coast.bottom - 58, width: 156, height: 28 };
  const internet = { x: COLUMNS.clients.x, y: coast.bottom + 30, width: 116, height: 28 };
  return outside.size === 0 ? [cluster] : [cluster, internet];
}

function onConcept(layout: Layout): readonly Box[] {
  const cards = [...standing(layout).things].flatMap(([id, box]) => (layout.ladders.has(id) ? [] : [box]));
  const names = layout.machines.map(({ box }) => ({ ...box, y: box.y - 22, height: 22 }));
  const captions = Object.values(COLUMNS).map(({ x, width }) => ({
    x,
    y: CAPTION_Y - 8,
    width: width + 20,
    height: 22,
  }));
  const under = [...layout.services.values()].map((box) => ({ ...box, y: box.y + box.height, height: 22 }));
  return [
    ...captions,
    ...cards,
    ...names,
    ...under,
    ...waterNames(layout),
    ...layout.idle.values(),
    ...[...layout.ladders.values()].flatMap(wordsOf),
  ];
}

/** What is read of an open machine: its name, its kernel's stations, its ports, its programs' names and its rules. */
function wordsOfMachine({ box, folded, fromPods, out, stations, holes, rules }: WireMachine): readonly Box[] {
  if (folded) return [box];
  const kernel = { x: box.x + KERNEL.x, y: fromPods - 24, width: KERNEL.width, height: out - fromPods + 28 };
  const programs = { x: stations.INPUT.x - 52, y: stations.INPUT.y - 18, width: 250, height: 26 };
  const ports = holes.map(({ y }) => ({ x: box.x, y: y - 20, width: KERNEL.x, height: 30 }));
  return [{ ...box, height: INSIDE.title }, kernel, programs, ...ports, ...rules.map((each) => each.box)];
}

/** The nodes' network has its name at its foot. */
const NETWORK_NAME = 140;

function onWire(layout: WireLayout): readonly Box[] {
  const { y, height } = layout.bounds;
  const network = { ...ZONES.network, y: y + height - NETWORK_NAME, height: NETWORK_NAME };
  const machines = [...layout.machines.values()].flatMap(wordsOfMachine);
  return [...standing(layout).things.values(), ...machines, network];
}

const known = new WeakMap<Sheet, readonly Box[]>();

/** Where words stand on a chart: what is laid over it keeps clear of them. */
export function obstacles(layout: Sheet): readonly Box[] {
  const found = known.get(layout) ?? (layout.lens === 'wire' ? onWire(layout) : onConcept(layout));
  known.set(layout, found);
  return found;
}

function shared(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/** How much of a box lies over others, in square pixels. */
export function covered(box: Box, others: Iterable<Box>): number {
  let sum = 0;
  for (const other of others) sum += shared(box, other);
  return sum;
}
