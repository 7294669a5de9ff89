import type { FromWorker, ToWorker } from '../../worker/protocol.ts';

/** The engine's end of the wire: a Worker, or in previews and tests anything that talks like one. */
export interface EnginePort {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}

/** A port to an engine that works before the page is there: what it says waits until it is let through. */
export class EarlyPort implements EnginePort {
  readonly #engine: EnginePort;
  /** Resolves with the first thing that the engine says: it listens now. */
  readonly awake: Promise<void>;
  readonly #listeners = new Map<string, (event: never) => void>();
  #waiting: Event[] | undefined = [];

  constructor(engine: EnginePort) {
    this.#engine = engine;
    this.awake = new Promise((resolve) => engine.addEventListener('message', () => resolve()));
    engine.addEventListener('message', (event) => this.#take(event));
    engine.addEventListener('error', (event) => this.#take(event));
    engine.addEventListener('messageerror', (event) => this.#take(event));
  }

  postMessage(message: ToWorker): void {
    this.#engine.postMessage(message);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }

  /** From now on everything goes to the listeners, first of all what has waited. */
  letThrough(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const event of waiting) this.#take(event);
  }

  #take(event: Event): void {
    if (this.#waiting) this.#waiting.push(event);
    else this.#listeners.get(event.type)?.(event as never);
  }
}
