import type { Instant } from '../../worker/protocol.ts';

/** The slowest and the fastest speed, in virtual seconds per real second. */
export const SPEEDS = { min: 1 / 100, max: 10, usual: 1 / 10 } as const;

/** Real milliseconds by which the engine is asked to live ahead of the play-head: two frames and the way to the Worker. */
const AHEAD = 50;

/** A longer pause between frames (a sleeping tab) does not throw the play-head forward. */
const LONGEST_FRAME = 100;

/** Real milliseconds between two looks at the past, while scrubbing. */
const SEEK_PAUSE = 60;

/** Real milliseconds in which a step slides to the next hop. */
const SLIDE = 200;

/** Virtual milliseconds that a step forward looks ahead for a hop before it gives up. */
const STEP_HORIZON = 5000;

/** Virtual milliseconds by which a step forward asks the engine to live on when no hop is known yet. */
const STEP_REACH = 50;

/** What the play-head needs from the rest of the page. */
export interface PlayHeadPorts {
  /** Asks the engine to live until an instant. */
  advance(to: Instant): void;
  /** Shows the cluster as it was; `undefined` is the present. */
  seek(at: Instant | undefined): void;
  /** The next (+1) or previous (-1) instant at which a packet changes roads. */
  hop(from: Instant, direction: 1 | -1): Instant | undefined;
  /** The page's real clock, its frames and the wish for less motion. */
  readonly real: {
    clock(): number;
    frame(callback: () => void): void;
    hidden(): boolean;
    reducedMotion(): boolean;
  };
}

interface Slide {
  readonly from: Instant;
  readonly to: Instant;
  readonly began: number;
}

/**
 * The clock of everything that is seen: an instant of virtual time, moved by frames, outside React. It stands at 0 and
 * plays as soon as it is connected. It never passes what the engine has lived.
 */
export class PlayHead {
  readonly #listeners = new Set<() => void>();
  readonly #frameListeners = new Set<(now: Instant) => void>();
  #ports: PlayHeadPorts | undefined;
  #now: Instant = 0;
  #present: Instant = 0;
  #lived: Instant = 0;
  #asked: Instant = 0;
  #begun = false;
  #playing = true;
  #speed: number = SPEEDS.usual;
  #slide: Slide | undefined;
  #searchUntil: Instant | undefined;
  #lastFrame: number | undefined;
  #lookedAt: Instant | undefined;
  #lookedWhen = 0;

  /** The instant that the page shows. */
  now(): Instant {
    return this.#now;
  }

  /** The latest instant this history has been watched to; `now` is below it in the past. */
  present(): Instant {
    return this.#present;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Virtual seconds per real second. */
  get speed(): number {
    return this.#speed;
  }

  play(): void {
    this.#settle();
    this.#playing = true;
    this.#tell();
  }

  pause(): void {
    this.#settle();
    this.#playing = false;
    this.#tell();
  }

  /** Goes to an instant between 0 and the present. */
  seek(to: Instant): void {
    this.#settle();
    this.#moveTo(Math.min(to, this.#present));
    this.#lookAround();
    this.#tell();
  }

  /** Pauses and goes on to the next hop; the engine lives on when it has to. */
  stepForward(): void {
    this.pause();
    this.#searchUntil = Math.max(this.#now, this.#lived) + STEP_HORIZON;
  }

  /** Pauses and goes back to the hop before. */
  stepBack(): void {
    this.pause();
    this.#slideTo(this.#ports?.hop(this.#now, -1) ?? this.#now);
  }

  /** Goes back to the present. */
  toPresent(): void {
    this.seek(this.#present);
  }

  /** Sets the speed, within `SPEEDS`. */
  setSpeed(to: number): void {
    this.#speed = Math.max(SPEEDS.min, Math.min(SPEEDS.max, to));
    this.#tell();
  }

  /** Calls back on play, pause, speed and jumps (not on every frame). */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back on every frame in which the page is visible, after `now` has moved. */
  onFrame(listener: (now: Instant) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  /** Connects it to engine and frames, and starts it. */
  connect(ports: PlayHeadPorts): void {
    this.#ports = ports;
    ports.real.frame(this.#frame);
  }

  /** Stands still until another cluster begins. */
  halt(): void {
    this.#settle();
    this.#begun = false;
  }

  /** A new cluster: the play-head stands shortly before where the engine has brought it, so that it can move at once; everything before can be scrubbed to. */
  begin(lived: Instant): void {
    const at = Math.max(0, lived - AHEAD * SPEEDS.usual);
    this.#begun = true;
    this.#lived = lived;
    this.#asked = lived;
    this.#present = at;
    this.#slide = undefined;
    this.#searchUntil = undefined;
    this.#lookedAt = undefined;
    this.#moveTo(at);
    this.#tell();
  }

  /** The engine says until when it has lived. Less than before means that history forked there. */
  lived(until: Instant): void {
    const forked = until < this.#lived;
    this.#lived = until;
    if (!forked) return;
    this.#asked = until;
    this.#present = Math.min(this.#present, until);
    this.#slide = undefined;
    this.#searchUntil = undefined;
    this.#moveTo(this.#now);
    this.#look(undefined);
    this.#tell();
  }

  /** Sends a look at the past that is still held back, so that a command meets the cluster that is seen. */
  flush(): void {
    if (this.#now < this.#present) this.#look(this.#now);
  }

  readonly #frame = (): void => {
    const real = this.#ports?.real;
    if (real === undefined) return;
    real.frame(this.#frame);
    if (real.hidden()) {
      this.#lastFrame = undefined;
      return;
    }
    const clock = real.clock();
    const passed = Math.min(LONGEST_FRAME, clock - (this.#lastFrame ?? clock));
    this.#lastFrame = clock;
    if (this.#begun) {
      this.#search();
      this.#move(clock, passed);
      this.#lookAround();
    }
    for (const listener of this.#frameListeners) listener(this.#now);
  };

  #move(clock: number, passed: number): void {
    if (this.#slide !== undefined) {
      const { from, to, began } = this.#slide;
      const part = Math.min(1, (clock - began) / SLIDE);
      this.#moveTo(part === 1 ? to : from + (to - from) * (1 - (1 - part) ** 3));
      if (part === 1) this.#slide = undefined;
    } else if (this.#playing) {
      this.#moveTo(this.#now + passed * this.#speed);
      this.#ask(this.#now + AHEAD * this.#speed);
    }
  }

  /** Goes on with a step forward: to the next hop when it is known and lived, else the engine must live on first. */
  #search(): void {
    if (this.#searchUntil === undefined) return;
    const hop = this.#ports?.hop(this.#now, 1);
    if (hop !== undefined && hop <= this.#lived) {
      this.#searchUntil = undefined;
      this.#slideTo(hop);
    } else if (this.#lived >= this.#searchUntil) this.#searchUntil = undefined;
    else this.#ask(hop ?? Math.min(this.#lived + STEP_REACH, this.#searchUntil));
  }

  #slideTo(to: Instant): void {
    const real = this.#ports?.real;
    if (real === undefined || real.reducedMotion()) this.#moveTo(to);
    else this.#slide = { from: this.#now, to, began: real.clock() };
  }

  /** Ends a slide at its goal at once, before something else moves the play-head. */
  #settle(): void {
    if (this.#slide !== undefined) this.#moveTo(this.#slide.to);
    this.#slide = undefined;
    this.#searchUntil = undefined;
  }

  #moveTo(to: Instant): void {
    this.#now = Math.max(0, Math.min(to, this.#lived));
    this.#present = Math.max(this.#present, this.#now);
  }

  #ask(to: Instant): void {
    if (to <= this.#asked) return;
    this.#asked = to;
    this.#ports?.advance(to);
  }

  /** Shows the cluster of the play-head's instant; a look at the past is held back while the last one is fresh. */
  #lookAround(): void {
    if (this.#ports === undefined) return;
    if (this.#now >= this.#present) this.#look(undefined);
    else if (this.#ports.real.clock() - this.#lookedWhen >= SEEK_PAUSE) this.#look(this.#now);
  }

  #look(at: Instant | undefined): void {
    if (this.#ports === undefined || this.#lookedAt === at) return;
    this.#lookedAt = at;
    this.#lookedWhen = this.#ports.real.clock();
    this.#ports.seek(at);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The page's one play-head. */
export const playHead: PlayHead = new PlayHead();
