import type { Instant } from '../sim/index.ts';
import type { World } from './world.ts';

/** Worlds that are kept. An old world shares nearly all of its parts with the next one, so it costs little. */
const KEPT = 6000;

/** The worlds of the past, newest last. The oldest are compacted away. */
export class History {
  private worlds: World[] = [];

  /** Keeps a world; of several at one instant the last. */
  keep(world: World): void {
    const last = this.worlds.at(-1);
    if (last && last.now === world.now) this.worlds[this.worlds.length - 1] = world;
    else this.worlds.push(world);
    if (this.worlds.length > KEPT * 1.25) this.worlds = this.worlds.slice(-KEPT);
  }

  /** The world as it was at an instant: the last one that is not later. The oldest that is kept, when the instant is before it. */
  at(when: Instant): World | undefined {
    let [low, high] = [0, this.worlds.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.worlds[middle]?.now ?? 0) <= when) low = middle;
      else high = middle - 1;
    }
    return this.worlds[low];
  }

  /** Forgets everything after an instant: history goes on from there. */
  forgetAfter(when: Instant): void {
    this.worlds = this.worlds.filter((world) => world.now <= when);
  }
}
