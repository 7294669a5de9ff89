import type { Instant, Mark } from '../../../worker/protocol.ts';
import type { Point } from '../layout/polyline.ts';
import { radiusAt } from './glyphs.ts';
import { type Itinerary, placeAt } from './itinerary.ts';
import { colorOf, type Palette } from './palette.ts';
import type { Travelling } from './traffic.ts';

type Drawing = (ctx: CanvasRenderingContext2D, palette: Palette) => void;

function chevrons(direction: 1 | -1): Drawing {
  return (ctx) => {
    ctx.lineWidth = 2.5;
    for (const x of [-4, 3]) {
      ctx.beginPath();
      ctx.moveTo(direction * x, -6);
      ctx.lineTo(direction * (x + 6), 0);
      ctx.lineTo(direction * x, 6);
      ctx.stroke();
    }
  };
}

const barred: Drawing = (ctx, palette) => {
  ctx.lineWidth = 2.4;
  ctx.fillStyle = palette['bad-bg'];
  ctx.strokeStyle = palette.bad;
  ctx.beginPath();
  ctx.arc(0, 0, 15, 0, 2 * Math.PI);
  ctx.fill();
  ctx.moveTo(-10.6, 10.6);
  ctx.lineTo(10.6, -10.6);
  ctx.stroke();
};

const cross: Drawing = (ctx, palette) => {
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.bad;
  ctx.beginPath();
  ctx.moveTo(-7, -7);
  ctx.lineTo(7, 7);
  ctx.moveTo(7, -7);
  ctx.lineTo(-7, 7);
  ctx.stroke();
};

const bar: Drawing = (ctx, palette) => {
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette.warn;
  ctx.beginPath();
  ctx.moveTo(0, -13);
  ctx.lineTo(0, 13);
  ctx.stroke();
};

const DRAWINGS: Readonly<Record<Mark['what'], Drawing>> = {
  dnat: chevrons(1),
  'un-dnat': chevrons(-1),
  snat: chevrons(-1),
  'un-snat': chevrons(1),
  rejected: barred,
  refused: cross,
  dropped: bar,
  lost: bar,
};

/** Whether the mark rewrites a field, or ends the packet. */
function rewrites(mark: Mark): boolean {
  return mark.what === 'dnat' || mark.what === 'snat' || mark.what === 'un-dnat' || mark.what === 'un-snat';
}

/** The way the road runs at an instant, as an angle. */
function heading(itinerary: Itinerary, at: Instant): number {
  const before = placeAt(itinerary, at - 1);
  const here = placeAt(itinerary, at);
  if (before === undefined || here === undefined) return 0;
  return Math.atan2(here.y - before.y, here.x - before.x);
}

/** The bar of a dropped packet stands before it, so that it is seen to have ended there. */
const BAR_AHEAD = 14;

function drawMark(ctx: CanvasRenderingContext2D, palette: Palette, packet: Travelling, mark: Mark): void {
  const place = mark.at > packet.at ? undefined : placeAt(packet.itinerary, mark.at);
  if (place === undefined) return;
  ctx.save();
  ctx.globalAlpha = packet.wake;
  ctx.translate(place.x, place.y);
  ctx.strokeStyle = colorOf(palette, packet.conversation.letter);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  if (mark.what !== 'rejected' && mark.what !== 'refused') ctx.rotate(heading(packet.itinerary, mark.at));
  if (rewrites(mark)) blank(ctx, palette);
  if (mark.what === 'dropped' || mark.what === 'lost') ctx.translate(BAR_AHEAD, 0);
  DRAWINGS[mark.what](ctx, palette);
  ctx.restore();
}

/** What happened to the packet so far, printed on its road. */
export function drawMarks(ctx: CanvasRenderingContext2D, palette: Palette, packet: Travelling): void {
  for (const mark of packet.flight.marks) drawMark(ctx, palette, packet, mark);
}

function blank(ctx: CanvasRenderingContext2D, palette: Palette): void {
  ctx.fillStyle = palette.raise;
  ctx.fillRect(-9, -8, 20, 16);
}

/** How a flag slides in and leaves, in virtual milliseconds. */
export interface FlagTimes {
  readonly slide: Instant;
  readonly stays: Instant;
}

interface Flag {
  readonly mark: Mark;
  /** 0 when the field changes, 1 when the new value has arrived. */
  readonly arrived: number;
}

/** The rewriting that a packet's flag shows now: the last one, for a while. */
function flagOf({ flight, at }: Travelling, { slide, stays }: FlagTimes): Flag | undefined {
  const mark = flight.marks.findLast((each) => rewrites(each) && each.at <= at);
  if (mark === undefined || at - mark.at > stays) return undefined;
  return { mark, arrived: slide <= 0 ? 1 : Math.min(1, (at - mark.at) / slide) };
}

function plate(ctx: CanvasRenderingContext2D, palette: Palette, at: Point, width: number, height: number): void {
  ctx.beginPath();
  ctx.roundRect(at.x, at.y, width, height, 4);
  ctx.fillStyle = palette.raise;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette['line-2'];
  ctx.stroke();
}

function strike(ctx: CanvasRenderingContext2D, palette: Palette, x: number, y: number, width: number): void {
  ctx.strokeStyle = palette['ink-3'];
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + width, y);
  ctx.stroke();
}

const NAMES: Readonly<Partial<Record<Mark['what'], string>>> = {
  dnat: 'destination',
  'un-dnat': 'source, undone',
  snat: 'source',
  'un-snat': 'destination, undone',
};

/** Draws the flag of a packet whose address was rewritten: the old one struck, the new one sliding up. Sizes keep on screen. */
export function drawFlag(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  packet: Travelling,
  zoom: number,
  times: FlagTimes,
): void {
  const flag = flagOf(packet, times);
  if (flag === undefined) return;
  const { mark, arrived } = flag;
  const scale = Math.max(1, 1 / zoom);
  const caption = NAMES[mark.what] ?? '';
  ctx.save();
  ctx.translate(packet.x, packet.y - radiusAt(zoom) - 8);
  ctx.scale(scale, scale);
  ctx.font = `600 11px ${palette.mono}`;
  const fresh = ctx.measureText(mark.after).width;
  ctx.font = `400 11px ${palette.mono}`;
  const old = ctx.measureText(mark.before).width;
  const width = Math.max(fresh, old, caption.length * 6) + 14;
  plate(ctx, palette, { x: -width / 2, y: -48 }, width, 48);
  const left = 7 - width / 2;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette['ink-3'];
  ctx.fillText(mark.before, left, -26);
  strike(ctx, palette, left, -26, old);
  ctx.font = `500 10.5px ${palette.ui}`;
  ctx.fillText(caption, left, -40);
  ctx.globalAlpha = arrived;
  ctx.fillStyle = palette['ink-1'];
  ctx.font = `600 11px ${palette.mono}`;
  ctx.fillText(mark.after, left, -11 + 6 * (1 - arrived));
  ctx.restore();
}
