import type { Instant } from '../../worker/protocol.ts';

/** The stretch of virtual time that the lanes show. */
export interface Span {
  readonly from: Instant;
  readonly length: number;
}

/** Real milliseconds that the lanes show at any speed, within limits of virtual time. */
const REAL = 16_000;
const SHORTEST = 400;
const LONGEST = 60_000;

/** The play-head moves within this part of the lanes; beyond it the lanes move on, and it comes to stand at `REST`. */
const LEFT = 0.03;
const RIGHT = 0.85;
const REST = 0.4;

/** How long a stretch to show at a speed. */
export function lengthFor(speed: number): number {
  return Math.min(LONGEST, Math.max(SHORTEST, REAL * speed));
}

/** Where the lanes should stand so that the play-head is in sight: as they do, unless it has left them. */
export function follow(span: Span, head: Instant, length: number): Span {
  const place = (head - span.from) / span.length;
  if (length !== span.length) {
    const kept = Math.min(RIGHT, Math.max(LEFT, place));
    return { from: Math.max(0, head - kept * length), length };
  }
  if (place > RIGHT || (place < LEFT && span.from > 0)) return { from: Math.max(0, head - REST * length), length };
  return span;
}

/** One frame of the way from where the lanes stand to where they should, `passed` real milliseconds later. */
export function glide(span: Span, to: Span, passed: number): Span {
  const part = 1 - Math.exp(-passed / 90);
  const near = Math.abs(to.from - span.from) < to.length / 2000 && Math.abs(to.length - span.length) < to.length / 2000;
  if (near) return to;
  return { from: span.from + (to.from - span.from) * part, length: span.length + (to.length - span.length) * part };
}

/** One mark of the axis. */
export interface Tick {
  readonly at: Instant;
  /** Absent on the small marks between. */
  readonly text?: string;
}

const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

/** The marks of the axis for lanes of so many pixels: labels in seconds at round instants, a small mark half-way. */
export function ticks(span: Span, width: number): readonly Tick[] {
  const wanted = (span.length * 130) / Math.max(130, width);
  const step = STEPS.find((candidate) => candidate >= wanted) ?? 60_000;
  const digits = step < 100 ? 2 : step < 1000 ? 1 : 0;
  const first = Math.ceil((span.from * 2) / step) * (step / 2);
  const count = Math.max(0, Math.floor((span.from + span.length - first) / (step / 2)) + 1);
  return Array.from({ length: count }, (_, index) => {
    const at = first + (index * step) / 2;
    return Math.abs(at % step) < 0.001 ? { at, text: (at / 1000).toFixed(digits) } : { at };
  });
}
