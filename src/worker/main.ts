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

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.t === 'ack') underWay = false;
  const answer = engine.receive(data);
  if (answer) {
    // The answer follows the state that it is about.
    underWay = false;
    flush();
    post(answer);
  }
  flushSoon();
});
