import { playHead } from '../store/index.ts';
import { follow, glide, lengthFor, type Span } from './span.ts';

/** Asked once: to look it up again costs every frame. It is live. */
const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** The lanes' stretch of time as it moves with the frames, outside React. */
export class LaneSpan {
  #span: Span = { from: 0, length: lengthFor(playHead.speed) };
  #goal: Span = this.#span;
  #last = performance.now();
  #held = false;

  /** Keeps the lanes still while somebody drags on them. */
  hold(held: boolean): void {
    this.#held = held;
  }

  /** The stretch for the next frame. */
  next(): Span {
    const real = performance.now();
    const passed = Math.min(100, real - this.#last);
    this.#last = real;
    if (!this.#held) this.#goal = follow(this.#goal, playHead.now(), lengthFor(playHead.speed));
    this.#span = lessMotion.matches ? this.#goal : glide(this.#span, this.#goal, passed);
    return this.#span;
  }
}
