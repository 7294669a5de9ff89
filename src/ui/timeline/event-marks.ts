import type { ClusterEvent } from '../../worker/protocol.ts';
import type { Palette } from './palette.ts';

type Context = CanvasRenderingContext2D;

/** An event on the cluster's lane: where, and how many CSS px are free until the next one. */
export interface EventMark {
  readonly event: ClusterEvent;
  readonly x: number;
  readonly room: number;
}

/** Between a mark and its text, and after it. */
const BESIDE = 14;

/** A text that has no room is cut, unless less than this would be left of it: a few letters tell nothing. */
const LEAST = 130;

/** Marks nearer than this are one mark. */
const APART = 3;

/** The marks of events in their order, those that would lie on each other as one: the last, and the worst of them as its tone. */
export function eventMarks(
  events: readonly ClusterEvent[],
  xOf: (event: ClusterEvent) => number,
  width: number,
): readonly EventMark[] {
  const marks: { event: ClusterEvent; x: number }[] = [];
  for (const event of events) {
    const x = xOf(event);
    const last = marks.at(-1);
    if (last === undefined || x - last.x >= APART) marks.push({ event, x });
    else if (last.event.tone !== 'warn' || event.tone === 'warn') last.event = event;
  }
  return marks.map(({ event, x }, i) => ({ event, x, room: (marks[i + 1]?.x ?? width) - x }));
}

/** What of a text is written in so much room: all of it, its beginning, or nothing. `widthOf` measures in CSS px. */
export function fitted(text: string, room: number, widthOf: (text: string) => number): string {
  const whole = widthOf(text);
  if (whole <= room) return text;
  if (room < LEAST) return '';
  let letters = Math.floor((room / whole) * text.length);
  while (letters > 0 && widthOf(`${text.slice(0, letters)}…`) > room) letters -= 1;
  return `${text.slice(0, letters).trimEnd()}…`;
}

/** Widths that are known; a text is measured once, not in every frame. */
const widths = new Map<string, number>();
const MOST = 2000;

function widthIn(context: Context, text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size >= MOST) widths.clear();
  const { width } = context.measureText(text);
  widths.set(text, width);
  return width;
}

/** Draws one mark of the cluster's lane at a height, with as much of its text as there is room for. */
export function drawEventMark(context: Context, palette: Palette, { event, x, room }: EventMark, y: number): void {
  const color = event.tone === 'warn' ? palette.warn : event.tone === 'good' ? palette.good : palette['ink-1'];
  context.fillStyle = color;
  context.fillRect(Math.round(x) - 1, y - 6.5, 2, 13);
  const text = fitted(event.text, room - BESIDE, (part) => widthIn(context, part));
  if (text === '') return;
  context.fillStyle = palette.panel;
  context.fillRect(x + 2, y - 7, widthIn(context, text) + 9, 14);
  context.fillStyle = color;
  context.fillText(text, x + 6, y + 0.5);
}
