import { beforeEach, describe, expect, test } from 'vitest';
import type { Instant } from '../../worker/protocol.ts';
import { PlayHead } from './play-head.ts';

/** A page with hand-turned frames, and an engine that lives only when told. */
class Bench {
  readonly head = new PlayHead();
  readonly asked: Instant[] = [];
  readonly looked: (Instant | undefined)[] = [];
  hops: readonly Instant[] = [];
  hidden = false;
  still = true;
  #real = 0;
  #frame: (() => void) | undefined;

  constructor() {
    this.head.connect({
      advance: (to) => this.asked.push(to),
      seek: (at) => this.looked.push(at),
      hop: (from, direction) =>
        direction === 1 ? this.hops.find((hop) => hop > from + 0.01) : this.hops.findLast((hop) => hop < from - 0.01),
      real: {
        clock: () => this.#real,
        frame: (callback) => {
          this.#frame = callback;
        },
        hidden: () => this.hidden,
        reducedMotion: () => this.still,
      },
    });
    this.head.begin(0);
    this.pass(0);
  }

  pass(ms: number): void {
    this.#real += ms;
    this.#frame?.();
  }

  frames(count: number): void {
    for (let frame = 0; frame < count; frame++) this.pass(16);
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

test('asks nothing of an engine that has no cluster yet', () => {
  const head = new PlayHead();
  const asked: Instant[] = [];
  let frame = (): void => undefined;
  head.connect({
    advance: (to) => asked.push(to),
    seek: () => undefined,
    hop: () => undefined,
    real: {
      clock: () => 0,
      frame: (callback) => {
        frame = callback;
      },
      hidden: () => false,
      reducedMotion: () => true,
    },
  });
  frame();
  expect(asked).toEqual([]);
});

describe('playing', () => {
  test('moves with the frames at its speed', () => {
    bench.head.lived(1000);
    bench.pass(20);
    bench.pass(20);
    expect(bench.head.now()).toBeCloseTo(4);
  });

  test('never passes what the engine has lived', () => {
    bench.head.lived(1);
    bench.frames(100);
    expect(bench.head.now()).toBe(1);
  });

  test('asks the engine to live a little ahead, each instant once', () => {
    bench.head.lived(1000);
    bench.frames(3);
    expect(bench.asked.length).toBeGreaterThan(1);
    expect(bench.asked).toEqual([...new Set(bench.asked)].toSorted((one, other) => one - other));
    expect(bench.asked.at(-1)).toBeCloseTo(bench.head.now() + 5);
  });

  test('rests while the page is hidden and does not jump when it comes back', () => {
    bench.head.lived(10_000);
    bench.frames(2);
    const before = bench.head.now();
    bench.hidden = true;
    bench.pass(60_000);
    bench.hidden = false;
    bench.pass(16);
    expect(bench.head.now()).toBe(before);
  });

  test('a long frame counts as a short one', () => {
    bench.head.lived(10_000);
    bench.pass(5000);
    expect(bench.head.now()).toBeLessThanOrEqual(10);
  });

  test('the speed stays within its limits', () => {
    bench.head.setSpeed(1000);
    expect(bench.head.speed).toBe(10);
    bench.head.setSpeed(0);
    expect(bench.head.speed).toBe(0.01);
  });
});

describe('the past', () => {
  beforeEach(() => {
    bench.head.lived(100);
    bench.head.setSpeed(1);
    bench.frames(10);
  });

  test('scrubbing back shows the cluster of that time, and the present again at the end', () => {
    const present = bench.head.now();
    bench.head.seek(20);
    bench.frames(5);
    expect(bench.head.now()).toBeGreaterThanOrEqual(20);
    expect(bench.looked[0]).toBe(20);
    bench.head.toPresent();
    expect(bench.head.now()).toBe(present);
    expect(bench.looked.at(-1)).toBeUndefined();
  });

  test('looks at the past are held back while the last one is fresh', () => {
    bench.head.pause();
    for (let at = 50; at > 30; at--) bench.head.seek(at);
    expect(bench.looked).toEqual([50]);
    bench.pass(100);
    expect(bench.looked).toEqual([50, 31]);
  });

  test('a command first sends the look that is held back', () => {
    bench.head.pause();
    bench.head.seek(50);
    bench.head.seek(40);
    bench.head.flush();
    expect(bench.looked).toEqual([50, 40]);
  });

  test('playing goes on from there until the present', () => {
    bench.head.seek(20);
    bench.frames(200);
    expect(bench.head.now()).toBe(100);
    expect(bench.looked.at(-1)).toBeUndefined();
  });

  test('a fork takes the present back to where history forked', () => {
    bench.head.pause();
    bench.head.seek(40);
    bench.head.lived(40);
    expect(bench.head.now()).toBe(40);
    expect(bench.head.present()).toBe(40);
    expect(bench.looked.at(-1)).toBeUndefined();
  });

  test('never goes below zero or beyond the present', () => {
    const present = bench.head.present();
    bench.head.seek(-5);
    expect(bench.head.now()).toBe(0);
    bench.head.seek(9999);
    expect(bench.head.now()).toBe(present);
  });
});

describe('stepping', () => {
  test('goes to the next hop and back to the one before', () => {
    bench.hops = [10, 30, 60];
    bench.head.lived(100);
    bench.head.stepForward();
    bench.pass(16);
    expect(bench.head.now()).toBe(10);
    bench.head.stepForward();
    bench.pass(16);
    expect(bench.head.now()).toBe(30);
    bench.head.stepBack();
    expect(bench.head.now()).toBe(10);
    expect(bench.head.playing).toBe(false);
  });

  test('lets the engine live on until the next hop', () => {
    bench.hops = [40];
    bench.head.lived(5);
    bench.head.stepForward();
    bench.pass(16);
    expect(bench.head.now()).toBe(0);
    expect(bench.asked.at(-1)).toBe(40);
    bench.head.lived(40);
    bench.pass(16);
    expect(bench.head.now()).toBe(40);
  });

  test('looks for a hop that is not known yet, and gives up in the end', () => {
    bench.head.lived(0);
    bench.head.stepForward();
    for (let round = 0; round < 200; round++) {
      bench.pass(16);
      bench.head.lived(bench.asked.at(-1) ?? 0);
    }
    expect(bench.asked.at(-1)).toBe(5000);
    expect(bench.head.now()).toBe(0);
  });

  test('slides to the hop, and stands on it when the next step comes early', () => {
    bench.still = false;
    bench.hops = [10, 30];
    bench.head.lived(100);
    bench.head.stepForward();
    bench.frames(3);
    expect(bench.head.now()).toBeGreaterThan(0);
    expect(bench.head.now()).toBeLessThan(10);
    bench.head.stepForward();
    expect(bench.head.now()).toBe(10);
    bench.frames(30);
    expect(bench.head.now()).toBe(30);
  });
});
