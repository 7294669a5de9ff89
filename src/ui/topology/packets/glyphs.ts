import type { Shape } from '../../../worker/protocol.ts';
import { colorOf, type Palette } from './palette.ts';
import { type Look, spritesFor } from './sprites.ts';
import type { Travelling } from './traffic.ts';

/** The radius of a packet, in chart pixels; it is never less than `LEAST` on the screen. */
const RADIUS = 9;
const LEAST = 6;

/** More packets than this are printed from one picture per look instead of being drawn path by path. */
const DRAWN_UP_TO = 200;

/** A packet with its corners and its halo, in radii. */
const AROUND: Readonly<Record<Shape, number>> = { tcp: 1.36, dns: 1.42, udp: 1.66, icmp: 1.72 };

/** What packets are drawn on: the page's canvas, or a picture of one packet. */
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The radius at a zoom. */
export function radiusAt(zoom: number): number {
  return Math.max(RADIUS, LEAST / zoom);
}

/** Adds the outline of a packet to the path: circle TCP, triangle UDP, diamond ICMP, square DNS. */
function outline(ctx: Pen, shape: Shape, x: number, y: number, r: number): void {
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

/** Whether the packet lies where it was dropped. */
function isDead({ flight, at }: Travelling): boolean {
  return at >= flight.to && (flight.end === 'dropped' || flight.end === 'lost');
}

/** Steps in which packets fade, so that those that look alike share a picture's strength. */
const FADES = 5;

function strengthOf(packet: Travelling): number {
  return Math.ceil(packet.presence * (isDead(packet) ? 0.5 : 1) * FADES) / FADES;
}

/** One packet at a place: kept off the road by a halo, hollow when it is a reply, with its conversation's letter. */
function drawPacket(
  ctx: Pen,
  palette: Palette,
  { shape, letter, hollow }: Look,
  x: number,
  y: number,
  r: number,
): void {
  const color = colorOf(palette, letter);
  ctx.beginPath();
  outline(ctx, shape, x, y, hollow ? r - 1 : r);
  ctx.lineWidth = hollow ? 7.4 : 5;
  ctx.strokeStyle = palette.chart;
  ctx.stroke();
  ctx.fillStyle = hollow ? palette.chart : color;
  ctx.fill();
  ctx.lineWidth = hollow ? 2.4 : 1;
  ctx.strokeStyle = color;
  ctx.stroke();
  ctx.fillStyle = hollow ? color : palette.raise;
  ctx.fillText(letter, x, y + (shape === 'udp' ? 0.15 * r : 0.04 * r));
}

function prepare(ctx: Pen, palette: Palette, r: number): void {
  ctx.lineJoin = 'round';
  ctx.font = `700 ${1.15 * r}px ${palette.ui}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
}

function lookOf({ flight, conversation }: Travelling): Look {
  return { shape: flight.shape, letter: conversation.letter, hollow: flight.reply };
}

function drawEach(ctx: CanvasRenderingContext2D, palette: Palette, packets: readonly Travelling[], r: number): void {
  prepare(ctx, palette, r);
  for (const packet of packets) {
    const strength = strengthOf(packet);
    if (strength <= 0) continue;
    ctx.globalAlpha = strength;
    drawPacket(ctx, palette, lookOf(packet), packet.x, packet.y, r);
  }
}

/** Prints pictures where they fall on whole pixels of the screen: there they are copied, not scaled. */
function printEach(ctx: CanvasRenderingContext2D, palette: Palette, packets: readonly Travelling[], r: number): void {
  const { a: scale, e: left, f: top } = ctx.getTransform();
  const sprites = spritesFor(
    palette,
    scale,
    (shape) => AROUND[shape] * r,
    (pen, look) => {
      prepare(pen, palette, r);
      drawPacket(pen, palette, look, 0, 0, r);
    },
  );
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.imageSmoothingEnabled = false;
  let alpha = 1;
  for (const packet of packets) {
    const strength = strengthOf(packet);
    if (strength <= 0) continue;
    const picture = sprites.of(packet.flight.shape, packet.conversation.letter, packet.flight.reply);
    const x = Math.round(packet.x * scale + left - picture.width / 2);
    const y = Math.round(packet.y * scale + top - picture.height / 2);
    if (strength !== alpha) ctx.globalAlpha = strength;
    alpha = strength;
    ctx.drawImage(picture, x, y);
  }
  ctx.restore();
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

/** Draws the packets themselves: one by one, or when there are many as prints of one picture per look. */
export function drawGlyphs(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  packets: readonly Travelling[],
  zoom: number,
): void {
  const r = radiusAt(zoom);
  drawRings(ctx, palette, packets, r);
  if (packets.length > DRAWN_UP_TO) printEach(ctx, palette, packets, r);
  else drawEach(ctx, palette, packets, r);
  ctx.globalAlpha = 1;
}
