import type { Shape } from '../../../worker/protocol.ts';
import { colorOf, type Palette } from './palette.ts';
import type { Travelling } from './traffic.ts';

/** The radius of a packet, in chart pixels; it is never less than `LEAST` on the screen. */
const RADIUS = 9;
const LEAST = 6;

/** More packets than this are drawn plainly: without letters and without the halo that keeps them off the roads. */
const ADORNED_UP_TO = 300;

/** The radius at a zoom. */
export function radiusAt(zoom: number): number {
  return Math.max(RADIUS, LEAST / zoom);
}

/** Adds the outline of a packet to the path: circle TCP, triangle UDP, diamond ICMP, square DNS. */
function outline(ctx: CanvasRenderingContext2D, shape: Shape, x: number, y: number, r: number): void {
  switch (shape) {
    case 'tcp':
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'udp':
      ctx.moveTo(x, y - 1.2 * r);
      ctx.lineTo(x + 1.15 * r, y + 0.8 * r);
      ctx.lineTo(x - 1.15 * r, y + 0.8 * r);
      ctx.closePath();
      break;
    case 'icmp':
      ctx.moveTo(x, y - 1.28 * r);
      ctx.lineTo(x + 1.28 * r, y);
      ctx.lineTo(x, y + 1.28 * r);
      ctx.lineTo(x - 1.28 * r, y);
      ctx.closePath();
      break;
    case 'dns':
      ctx.rect(x - 0.94 * r, y - 0.94 * r, 1.88 * r, 1.88 * r);
  }
}

/** Packets that look alike, to be drawn with one path. */
interface Batch {
  readonly color: string;
  readonly hollow: boolean;
  readonly alpha: number;
  readonly packets: Travelling[];
}

/** Whether the packet lies where it was dropped. */
function isDead({ flight, at }: Travelling): boolean {
  return at >= flight.to && (flight.end === 'dropped' || flight.end === 'lost');
}

/** Steps in which fading packets are drawn, so that they share paths. */
const FADES = 5;

function batched(palette: Palette, packets: readonly Travelling[]): Iterable<Batch> {
  const batches = new Map<string, Batch>();
  for (const packet of packets) {
    const alpha = Math.ceil(packet.presence * (isDead(packet) ? 0.5 : 1) * FADES) / FADES;
    if (alpha <= 0) continue;
    const { letter } = packet.conversation;
    const key = `${letter.charAt(0)}${packet.flight.reply}${alpha}`;
    const batch = batches.get(key);
    if (batch === undefined)
      batches.set(key, { color: colorOf(palette, letter), hollow: packet.flight.reply, alpha, packets: [packet] });
    else batch.packets.push(packet);
  }
  return batches.values();
}

function traced(ctx: CanvasRenderingContext2D, batch: Batch, r: number): void {
  ctx.globalAlpha = batch.alpha;
  ctx.beginPath();
  for (const { flight, x, y } of batch.packets) outline(ctx, flight.shape, x, y, batch.hollow ? r - 1 : r);
}

/** One fill for the full ones, one stroke for the hollow ones: what a crowd is drawn with. */
function drawPlainly(ctx: CanvasRenderingContext2D, batch: Batch, r: number): void {
  traced(ctx, batch, r);
  ctx.lineWidth = 2.4;
  ctx.fillStyle = batch.color;
  ctx.strokeStyle = batch.color;
  if (batch.hollow) ctx.stroke();
  else ctx.fill();
}

function drawAdorned(ctx: CanvasRenderingContext2D, palette: Palette, batch: Batch, r: number): void {
  traced(ctx, batch, r);
  ctx.lineWidth = batch.hollow ? 7.4 : 5;
  ctx.strokeStyle = palette.chart;
  ctx.stroke();
  ctx.fillStyle = batch.hollow ? palette.chart : batch.color;
  ctx.fill();
  ctx.lineWidth = batch.hollow ? 2.4 : 1;
  ctx.strokeStyle = batch.color;
  ctx.stroke();
  drawLetters(ctx, palette, batch, r);
}

function drawLetters(ctx: CanvasRenderingContext2D, palette: Palette, batch: Batch, r: number): void {
  ctx.globalAlpha = batch.alpha;
  ctx.fillStyle = batch.hollow ? batch.color : palette.raise;
  for (const { conversation, flight, x, y } of batch.packets)
    ctx.fillText(conversation.letter, x, y + (flight.shape === 'udp' ? 0.15 * r : 0.04 * r));
}

function drawRings(ctx: CanvasRenderingContext2D, palette: Palette, packets: readonly Travelling[], r: number): void {
  for (const { selected, presence, x, y } of packets) {
    if (!selected || presence <= 0) continue;
    ctx.globalAlpha = presence;
    ctx.beginPath();
    ctx.arc(x, y, r + 6, 0, 2 * Math.PI);
    ctx.fillStyle = palette.chart;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = palette['ink-1'];
    ctx.stroke();
  }
}

/** Draws the packets themselves: path by path, then the letters. */
export function drawGlyphs(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  packets: readonly Travelling[],
  zoom: number,
): void {
  const r = radiusAt(zoom);
  drawRings(ctx, palette, packets, r);
  ctx.lineJoin = 'round';
  ctx.font = `700 ${1.15 * r}px ${palette.ui}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const batch of batched(palette, packets))
    if (packets.length > ADORNED_UP_TO) drawPlainly(ctx, batch, r);
    else drawAdorned(ctx, palette, batch, r);
  ctx.globalAlpha = 1;
}
