import type { Instant, Mark } from '../../../worker/protocol.ts';
import type { Box, Point } from '../layout/polyline.ts';
import { shortened } from '../names.ts';
import { placeAt } from './itinerary.ts';
import { rewrites } from './marks.ts';
import type { Palette } from './palette.ts';
import { platePlace } from './plates.ts';
import type { Travelling } from './traffic.ts';

/** How a flag slides in and how long it stays, in virtual milliseconds. */
export interface FlagTimes {
  readonly slide: Instant;
  readonly stays: Instant;
}

/** A line of a flag: what is read, how strongly, and whether it is struck. */
interface Line {
  readonly text: string;
  readonly font: string;
  readonly color: string;
  readonly struck: boolean;
  /** Pixels by which it still hangs below its place. */
  readonly sinks: number;
}

const LINE = 16;

/** Where lines begin behind the name of what happened. */
const NAMED = 47;

/** The rewriting that a packet shows now: the last one, for a while. */
function rewritingOf({ flight, at }: Travelling, stays: Instant): Mark | undefined {
  const mark = flight.marks.findLast((each) => rewrites(each) && each.at <= at);
  return mark !== undefined && at - mark.at <= stays ? mark : undefined;
}

/** The old address struck, the new one sliding up to its place. */
function rewritingLines(palette: Palette, mark: Mark, arrived: number): readonly Line[] {
  const old = { text: mark.before, font: `400 12px ${palette.mono}`, color: palette['ink-3'], struck: true, sinks: 0 };
  const fresh = {
    text: mark.after,
    font: `600 12px ${palette.mono}`,
    color: palette['ink-1'],
    struck: false,
    sinks: 6 * (1 - arrived),
  };
  return [old, fresh];
}

function linesOf(palette: Palette, packet: Travelling, times: FlagTimes): readonly Line[] {
  const mark = rewritingOf(packet, times.stays);
  if (mark !== undefined) {
    const arrived = times.slide <= 0 ? 1 : Math.min(1, (packet.at - mark.at) / times.slide);
    return rewritingLines(palette, mark, arrived);
  }
  if (!packet.selected || packet.presence <= 0) return [];
  const label = shortened(packet.flight.label, 42);
  return [{ text: label, font: `600 12px ${palette.ui}`, color: palette['ink-1'], struck: false, sinks: 0 }];
}

function drawLine(ctx: CanvasRenderingContext2D, palette: Palette, line: Line, x: number, y: number): void {
  ctx.font = line.font;
  ctx.fillStyle = line.color;
  ctx.fillText(line.text, x, y + line.sinks);
  if (line.struck) {
    ctx.fillStyle = palette['ink-3'];
    ctx.fillRect(x, y - 0.5, widthOf(ctx, line), 1);
  }
}

function drawPlate(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 4);
  ctx.fillStyle = palette.raise;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette['line-2'];
  ctx.stroke();
}

/** A source's plate stands under its place, a destination's over it. */
function isSource(what: Mark['what'] | undefined): boolean {
  return what === 'snat' || what === 'un-dnat';
}

/** What a rewriting is called, before its addresses. */
const NAMES: Readonly<Partial<Record<Mark['what'], string>>> = {
  dnat: 'DNAT',
  snat: 'SNAT',
  'un-dnat': 'src',
  'un-snat': 'dst',
};

/** Where the flags of one frame are put: over what, in which part of the chart, and how large. */
export interface FlagGround {
  readonly words: readonly Box[];
  readonly view: Box;
  readonly zoom: number;
  /** How far from its packet a flag may be, in chart pixels. */
  readonly reach: number;
  readonly times: FlagTimes;
}

interface Flag {
  /** What is said of whom: of flags that say the same, the newest is enough. */
  readonly about: string;
  readonly since: Instant;
  readonly at: Point;
  readonly name: string;
  readonly lines: readonly Line[];
  readonly under: boolean;
  readonly alpha: number;
}

/** The flag of a packet: where its address was rewritten, or, when it is selected, where it is. */
function flagOf(palette: Palette, packet: Travelling, times: FlagTimes): Flag | undefined {
  const lines = linesOf(palette, packet, times);
  if (lines.length === 0) return undefined;
  const mark = rewritingOf(packet, times.stays);
  const at = (mark && placeAt(packet.itinerary, mark.at)) ?? packet;
  const alpha = Math.max(packet.presence, packet.wake);
  const about = `${packet.conversation.letter} ${mark?.what ?? packet.flight.id}`;
  const name = (mark && NAMES[mark.what]) ?? '';
  return { about, since: mark?.at ?? packet.at, at, name, lines, under: isSource(mark?.what), alpha };
}

/** The flags of these packets. A connection's packets are all rewritten alike: each rewriting of a conversation is told of the last one only. */
function flagsOf(palette: Palette, packets: readonly Travelling[], times: FlagTimes): Iterable<Flag> {
  const newest = new Map<string, Flag>();
  for (const packet of packets) {
    const flag = flagOf(palette, packet, times);
    if (flag && flag.since >= (newest.get(flag.about)?.since ?? 0)) newest.set(flag.about, flag);
  }
  return newest.values();
}

function drawLeader(ctx: CanvasRenderingContext2D, palette: Palette, from: Point, { x, y, width, height }: Box): void {
  const near = {
    x: Math.max(x + 6, Math.min(from.x, x + width - 6)),
    y: Math.max(y, Math.min(from.y, y + height)),
  };
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(near.x, near.y);
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = palette['line-2'];
  ctx.stroke();
}

function drawOne(ctx: CanvasRenderingContext2D, palette: Palette, flag: Flag, box: Box, scale: number): void {
  ctx.save();
  ctx.globalAlpha = flag.alpha;
  drawLeader(ctx, palette, flag.at, box);
  ctx.translate(box.x, box.y);
  ctx.scale(scale, scale);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  drawPlate(ctx, palette, 0, 0, box.width / scale, box.height / scale);
  const left = flag.name === '' ? 6 : NAMED;
  ctx.font = `600 12px ${palette.ui}`;
  ctx.fillStyle = palette['ink-2'];
  ctx.fillText(flag.name, 7, 3 + LINE / 2);
  flag.lines.forEach((line, i) => drawLine(ctx, palette, line, left, 3 + (i + 0.5) * LINE));
  ctx.restore();
}

/** Draws the flags of these packets, each clear of the words on the chart and of the others. Their size is the same at every zoom below 1. */
export function drawFlags(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  packets: readonly Travelling[],
  { words, view, zoom, reach, times }: FlagGround,
): void {
  const scale = Math.max(1, 1 / zoom);
  const taken = [...words];
  for (const flag of flagsOf(palette, packets, times)) {
    const wide = Math.max(...flag.lines.map((line) => widthOf(ctx, line)));
    const width = (12 + wide + (flag.name === '' ? 0 : NAMED - 6)) * scale;
    const height = (6 + flag.lines.length * LINE) * scale;
    const box = platePlace(flag.at, { width, height }, taken, view, flag.under, reach);
    taken.push(box);
    drawOne(ctx, palette, flag, box, scale);
  }
}

const widths = new Map<string, number>();

/** The width of a line, measured once: flags of packets that lie still are drawn on every frame. */
function widthOf(ctx: CanvasRenderingContext2D, line: Line): number {
  const key = `${line.font} ${line.text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > 500) widths.clear();
  ctx.font = line.font;
  const { width } = ctx.measureText(line.text);
  widths.set(key, width);
  return width;
}
