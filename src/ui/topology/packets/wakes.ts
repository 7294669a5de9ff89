import type { Instant } from '../../../worker/protocol.ts';
import { type Point, placeAlong } from '../layout/polyline.ts';
import type { Passage } from './itinerary.ts';
import { colorOf, type Palette } from './palette.ts';
import type { Travelling } from './traffic.ts';

interface Pen {
  readonly width: number;
  readonly dash: readonly number[];
  readonly alpha: number;
}

function stroke(ctx: CanvasRenderingContext2D, points: readonly Point[], pen: Pen): void {
  if (points.length < 2) return;
  ctx.globalAlpha = pen.alpha;
  ctx.lineWidth = pen.width;
  ctx.setLineDash([...pen.dash]);
  ctx.beginPath();
  points.forEach(({ x, y }, i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.stroke();
}

/** A passage in two parts: what was travelled before an instant, and what lies ahead. */
function parted({ walk, from, to }: Passage, at: Instant): readonly [readonly Point[], readonly Point[]] {
  if (at >= to) return [walk.points, []];
  if (at <= from) return [[], walk.points];
  const here = placeAlong(walk, (walk.length * (at - from)) / (to - from));
  return [
    [...walk.points.slice(0, here.after + 1), here],
    [here, ...walk.points.slice(here.after + 1)],
  ];
}

const AHEAD = [0.1, 5];
const OVER_NOTHING = [2, 5];
const ANSWER = [7, 3];

function behindPen({ flight, wake }: Travelling, ghost: boolean, quiet: boolean): Pen {
  if (flight.reply) return { width: 2, dash: ghost ? OVER_NOTHING : ANSWER, alpha: wake };
  return { width: ghost || quiet ? 2 : 3.5, dash: ghost ? OVER_NOTHING : [], alpha: wake };
}

/** The road behind a packet in its conversation's colour, and dotted the road ahead of it. `quiet` when another packet is the selected one. */
export function drawWake(ctx: CanvasRenderingContext2D, palette: Palette, packet: Travelling, quiet: boolean): void {
  ctx.strokeStyle = colorOf(palette, packet.conversation.letter);
  ctx.lineJoin = 'round';
  for (const passage of packet.itinerary.passages) {
    const [behind, ahead] = parted(passage, packet.at);
    ctx.lineCap = 'butt';
    stroke(ctx, behind, behindPen(packet, passage.ghost, quiet));
    ctx.lineCap = 'round';
    if (packet.flight.end === 'delivered') stroke(ctx, ahead, { width: 2, dash: AHEAD, alpha: 0.85 * packet.wake });
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** The joints of the ladder that the packet read and did not take stay hollow on its road. */
export function drawJoints(ctx: CanvasRenderingContext2D, palette: Palette, packet: Travelling): void {
  ctx.fillStyle = palette.raise;
  ctx.strokeStyle = colorOf(palette, packet.conversation.letter);
  ctx.lineWidth = 2;
  ctx.globalAlpha = packet.wake;
  for (const joint of packet.itinerary.joints) {
    if (joint.at > packet.at) continue;
    ctx.beginPath();
    ctx.arc(joint.x, joint.y, 4.6, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
