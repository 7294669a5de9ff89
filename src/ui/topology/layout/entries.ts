import type { AliasThing, BalancerThing, NodePortThing } from '../../../worker/protocol.ts';
import type { Band } from './bands.ts';
import type { Box } from './polyline.ts';
import { CARD, COLUMNS, ENTRY, GAP, TOP } from './sizes.ts';

/** What a Service is entered by beside its cluster IP. */
export type EntryThing = NodePortThing | BalancerThing | AliasThing;

/** An entry's card, and the line of each of its doors. */
export interface Entry {
  readonly id: string;
  readonly service: string;
  readonly box: Box;
  /** Per machine: where its door is; machines that share the last line share it. */
  readonly doors: ReadonlyMap<string, number>;
  /** Where a road meets it that leads to no door in particular. */
  readonly middle: number;
}

/** How far down an entry's doors begin. */
function headOf(entry: EntryThing): number {
  return entry.kind === 'balancer' ? ENTRY.balancerHead : ENTRY.head;
}

function doorNames(entry: EntryThing): readonly string[] {
  if (entry.kind === 'alias' || (entry.kind === 'balancer' && entry.state === 'pending')) return [];
  return entry.doors.map(({ node }) => node);
}

/** Lines of doors that are drawn; the last one stands for all that are left. */
export function doorLines(doors: number): number {
  return Math.min(doors, ENTRY.doorsShown);
}

/** How high an entry's card is. */
export function entryHeight(entry: EntryThing): number {
  const doors = doorLines(doorNames(entry).length);
  return doors === 0 ? CARD.height : headOf(entry) + doors * ENTRY.door + 6;
}

function entryAt(entry: EntryThing, y: number): Entry {
  const head = y + headOf(entry);
  const doors = doorNames(entry).map((node, i): [string, number] => [
    node,
    head + Math.min(i, ENTRY.doorsShown - 1) * ENTRY.door + ENTRY.road,
  ]);
  const box = { ...COLUMNS.entry, y, height: entryHeight(entry) };
  return { id: entry.id, service: entry.service, box, doors: new Map(doors), middle: y + 34 };
}

/** The entries of every row, one under the other from the row's top. */
export function placeEntries(entries: readonly EntryThing[], bands: readonly Band[]): ReadonlyMap<string, Entry> {
  const placed = new Map<string, Entry>();
  let free = TOP;
  for (const band of bands) {
    let y = Math.max(free, (band.service?.y ?? TOP) - ENTRY.above);
    for (const entry of entries.filter(({ service }) => service === band.id)) {
      placed.set(entry.id, entryAt(entry, y));
      y += entryHeight(entry) + GAP;
      free = y;
    }
  }
  return placed;
}

/** A height in the column of entries at which a road can cross it, as near as possible to a level. */
export function crossing(entries: Iterable<Entry>, level: number): number {
  let y = level;
  const boxes = [...entries].map(({ box }) => box).toSorted((a, b) => a.y - b.y);
  for (const box of boxes)
    if (y > box.y - ENTRY.clear && y < box.y + box.height + ENTRY.clear) y = box.y + box.height + ENTRY.clear;
  return y;
}
