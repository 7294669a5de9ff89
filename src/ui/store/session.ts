import type { Status } from '../../api/index.ts';
import type {
  Command,
  DetailId,
  FromWorker,
  Instant,
  ManifestFile,
  ToWorker,
  Undone,
  Update,
} from '../../worker/protocol.ts';
import { detailKey } from '../../worker/protocol.ts';
import type { EnginePort } from '../opening/index.ts';
import { hopFrom } from './hops.ts';
import { takeIn } from './patch.ts';
import { playHead } from './play-head.ts';
import { store } from './state.ts';

/** What became of a command. */
export type Answer =
  | { readonly done: true; readonly undone?: Undone }
  | { readonly done: false; readonly status: Status };

let port: EnginePort | undefined;
let lastCommand = 0;
/** A cluster has been started, and its first update has not come yet. */
let starting = false;
const waiting = new Map<number, (answer: Answer) => void>();
const open = new Map<string, number>();

const send = (message: ToWorker): void => port?.postMessage(message);

const pageClock = {
  clock: () => performance.now(),
  frame: (callback: () => void) => void requestAnimationFrame(callback),
  hidden: () => document.visibilityState === 'hidden',
  reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
};

function answer(id: number, given: Answer): void {
  waiting.get(id)?.(given);
  waiting.delete(id);
}

function arrive(now: Instant): void {
  if (starting) playHead.begin(now);
  else playHead.lived(now);
  starting = false;
}

/** Whether an update still tells of the cluster that a new one takes the place of. */
const isOfTheOld = (update: Update): boolean => starting && update.things?.reset !== true;

function receive(message: FromWorker): void {
  switch (message.t) {
    case 'update':
      store.setState({ progress: message.progress });
      if (message.progress === undefined && !isOfTheOld(message)) {
        takeIn(message);
        arrive(message.now);
      }
      send({ t: 'ack', seq: message.seq });
      return;
    case 'done':
      answer(message.id, { done: true, ...(message.undone && { undone: message.undone }) });
      return;
    case 'refused':
      answer(message.id, { done: false, status: message.status });
  }
}

/** Our own fault: the engine is gone. The text stays, and the page says what it knows. */
function fail(event: Event): void {
  const failure = event instanceof ErrorEvent ? event.message : 'the engine could not be loaded';
  store.setState({ engine: 'failed', progress: undefined, failure: failure || 'the engine could not be loaded' });
}

/** Connects the page to an engine. The play-head starts with it. */
export function connect(engine: EnginePort): void {
  port = engine;
  engine.addEventListener('message', (event) => receive(event.data));
  engine.addEventListener('error', fail);
  engine.addEventListener('messageerror', fail);
  playHead.connect({
    advance: (to) => send({ t: 'advance', to }),
    seek: (at) => {
      store.setState({ shown: at ?? 'present' });
      send({ t: 'seek', at });
    },
    hop: hopFrom,
    real: pageClock,
  });
}

/** A cluster has been asked for: nothing of the old one is shown any more. */
export function expectCluster(): void {
  starting = true;
  playHead.halt();
}

/** Starts a cluster from these files in the place of the one that runs. */
export function startCluster(files: readonly ManifestFile[], seed: number): void {
  expectCluster();
  send({ t: 'start', seed, files });
}

/** Asks for something; while the page looks at the past, history forks at what is seen. */
export function command(asked: Command): Promise<Answer> {
  playHead.flush();
  lastCommand += 1;
  const id = lastCommand;
  send({ t: 'command', id, command: asked });
  return new Promise((resolve) => waiting.set(id, resolve));
}

/** Opens a detail; the returned function closes it. Many may hold the same detail open: the engine hears the first and the last. */
export function openDetail(detail: DetailId): () => void {
  const key = detailKey(detail);
  const holders = open.get(key) ?? 0;
  open.set(key, holders + 1);
  if (holders === 0) send({ t: 'open', detail });
  return () => closeDetail(detail, key);
}

function closeDetail(detail: DetailId, key: string): void {
  const holders = (open.get(key) ?? 1) - 1;
  open.set(key, holders);
  if (holders > 0) return;
  open.delete(key);
  send({ t: 'close', detail });
  store.setState((state) => {
    const details = new Map(state.details);
    details.delete(key);
    return { details };
  });
}
