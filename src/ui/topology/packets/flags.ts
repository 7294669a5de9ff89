import type { Instant, Mark } from '../../../worker/protocol.ts';
import { shortened } from '../names.ts';
import { radiusAt } from './glyphs.ts';
import { rewrites } from './marks.ts';
import type { Palette } from './palette.ts';
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

const LINE = 15;

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
    ctx.fillRect(x, y - 0.5, ctx.measureText(line.text).width, 1);
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

/** The source flies at the stern, under the packet; the destination at the bow, over it. */
function isUnder(packet: Travelling, times: FlagTimes): boolean {
  const what = rewritingOf(packet, times.stays)?.what;
  return what === 'snat' || what === 'un-dnat';
}

/** Draws a packet's flag: the address that was rewritten, or what a selected packet carries. Its size is the same at every zoom below 1. */
export function drawFlag(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  packet: Travelling,
  zoom: number,
  times: FlagTimes,
): void {
  const lines = linesOf(palette, packet, times);
  if (lines.length === 0) return;
  const scale = Math.max(1, 1 / zoom);
  const width = 12 + Math.max(...lines.map((line) => widthOf(ctx, line)));
  const height = 6 + lines.length * LINE;
  const off = radiusAt(zoom) / scale + (packet.selected ? 12 : 7);
  const top = isUnder(packet, times) ? off : -off - height;
  ctx.save();
  ctx.globalAlpha = Math.max(packet.presence, packet.wake);
  ctx.translate(packet.x, packet.y);
  ctx.scale(scale, scale);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  drawPlate(ctx, palette, -width / 2, top, width, height);
  lines.forEach((line, i) => drawLine(ctx, palette, line, 6 - width / 2, top + 3 + (i + 0.5) * LINE));
  ctx.restore();
}

function widthOf(ctx: CanvasRenderingContext2D, line: Line): number {
  ctx.font = line.font;
  return ctx.measureText(line.text).width;
}
