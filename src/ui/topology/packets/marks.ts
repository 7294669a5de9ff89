import type { Instant, Mark } from '../../../worker/protocol.ts';
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
export function rewrites(mark: Mark): boolean {
  return mark.what === 'dnat' || mark.what === 'snat' || mark.what === 'un-dnat' || mark.what === 'un-snat';
}

const RIGHT_ANGLE = Math.PI / 2;

/** The way the road runs at an instant, as an angle. Roads run along the axes; a corner is half of each, and no mark stands askew. */
function heading(itinerary: Itinerary, at: Instant): number {
  const before = placeAt(itinerary, at - 1);
  const here = placeAt(itinerary, at);
  if (before === undefined || here === undefined) return 0;
  return Math.round(Math.atan2(here.y - before.y, here.x - before.x) / RIGHT_ANGLE) * RIGHT_ANGLE;
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
