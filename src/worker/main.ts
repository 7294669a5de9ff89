/// <reference lib="webworker" />
import { Engine } from './engine.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/**
 * The worker: an engine on the wire. At most one update is under way; until the page has taken it in, what comes after is
 * merged into the next one, so a slow page gets fewer and larger updates.
 */
const engine = new Engine();
let underWay = false;
let pending = false;
let working = false;

const post = (message: FromWorker): void => self.postMessage(message);

function flush(): void {
  pending = false;
  if (underWay) return;
  const update = engine.update();
  if (!update) return;
  underWay = true;
  post(update);
}

/** Messages that arrive together are answered by one update. */
function flushSoon(): void {
  if (pending) return;
  pending = true;
  queueMicrotask(flush);
}

/** Ms of one turn of long work: short enough for acks and progress to pass in between. */
const TURN = 40;

/** Answers follow the state that they are about. */
function answer(message: FromWorker | undefined): void {
  if (!message) return;
  underWay = false;
  flush();
  post(message);
}

/** A turn of what is under way, and then others have theirs. */
function work(): void {
  const until = performance.now() + TURN;
  while (engine.busy && performance.now() < until) answer(engine.work());
  flushSoon();
  working = engine.busy;
  if (working) setTimeout(work);
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.t === 'ack') underWay = false;
  answer(engine.receive(data));
  flushSoon();
  if (working || !engine.busy) return;
  working = true;
  setTimeout(work);
});

post({ t: 'awake' });
