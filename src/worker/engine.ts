import type { Result } from '../api/index.ts';
import { type Action, wordsFor } from '../cluster/actions.ts';
import { Cluster, readerOf } from '../cluster/cluster.ts';
import type { World } from '../cluster/world.ts';
import { nothingApplied } from '../kubectl/index.ts';
import { Applying } from './applying.ts';
import {
  type Command,
  type DetailId,
  detailKey,
  type FromWorker,
  type Instant,
  type ManifestFile,
  type Progress,
  type ToWorker,
  type Update,
} from './protocol.ts';
import type { Remembered } from './remembered.ts';
import { Screen } from './screen.ts';
import { UndoList } from './undo.ts';

/** Virtual ms that a new cluster has lived when it is first shown: machines and Pods are up, rules are written, the first request is on its way. */
const WARM_UP = 1155;

/** Virtual ms that the cluster lives on at once after a command, so that the control loops' first answer comes with it. */
const ECHO = 2;

/** Applies that are remembered, so that the past can be gone on from. */
const REMEMBERED = 500;

/** Before the first text. */
const NOTHING_SAID = { applied: nothingApplied, problems: [] };

/** Virtual ms of the warm-up after which a long start lets others have a turn. */
const WARM_UP_SLICE = 50;

/** What somebody asked for, a slice at a time, and the answer to it. */
type Job = Generator<Progress, FromWorker | undefined>;

/** The cluster behind the page's wire: takes messages in, gives updates out. No worker in here, so that tests can talk to it. */
export class Engine {
  private cluster = new Cluster(1);
  private memory: readonly Remembered[] = [];
  private lookingAt: Instant | undefined;
  private readonly open = new Map<string, DetailId>();
  private readonly screen = new Screen();
  private readonly undoable = new UndoList();
  private seq = 0;
  private jobs: readonly Job[] = [];
  private progress: Progress | undefined;

  /** Something long is under way: `work` goes on with it, time stands still, and commands wait for their turn. */
  get busy(): boolean {
    return this.jobs.length > 0;
  }

  /** Does one slice of what is under way; the answer comes back when it was the last. */
  work(): FromWorker | undefined {
    const [job, ...others] = this.jobs;
    const step = job?.next();
    this.progress = step?.done === false ? step.value : undefined;
    if (!step?.done) return undefined;
    this.jobs = others;
    return step.value;
  }

  /** Takes a message in; what it answers at once comes back. Updates are asked for with `update`. */
  receive(message: ToWorker): FromWorker | undefined {
    switch (message.t) {
      case 'start':
        this.jobs = [this.start(message.seed, message.files)];
        return this.work();
      case 'command':
        this.jobs = [...this.jobs, this.command(message.id, message.command)];
        return this.jobs.length === 1 ? this.work() : undefined;
      case 'advance':
        if (!this.busy && message.to > this.cluster.world.now) this.cluster.advance(message.to);
        return undefined;
      case 'seek':
        this.lookingAt = message.at;
        return undefined;
      case 'open':
        this.open.set(detailKey(message.detail), message.detail);
        return undefined;
      case 'close':
        this.open.delete(detailKey(message.detail));
        this.screen.forgetDetail(message.detail);
        return undefined;
      case 'ack':
        return undefined;
    }
  }

  /** What has changed on the page's screen since the last update; undefined when nothing has, not even the time. */
  update(): Update | undefined {
    const { world } = this.cluster;
    const { progress } = this;
    if (progress) return { t: 'update', seq: ++this.seq, now: world.now, revision: world.etcd.revision, progress };
    const shown: World = this.lookingAt === undefined ? world : this.cluster.at(this.lookingAt);
    const read = shown === world ? this.cluster.reader : readerOf(shown);
    const parts = this.screen.changes(
      world,
      shown,
      read,
      this.memory.at(-1) ?? NOTHING_SAID,
      this.open.values(),
      this.undoable.view,
    );
    if (!parts) return undefined;
    this.seq += 1;
    return { t: 'update', seq: this.seq, now: world.now, revision: shown.etcd.revision, ...parts };
  }

  private *start(seed: number, files: readonly ManifestFile[]): Job {
    this.cluster = new Cluster(seed);
    this.memory = [];
    this.undoable.forget();
    this.screen.reset();
    this.lookingAt = undefined;
    const isLong = yield* this.apply(files);
    for (let now = WARM_UP_SLICE; isLong && now < WARM_UP; now += WARM_UP_SLICE) {
      yield { doing: 'settle', done: now - WARM_UP_SLICE, of: WARM_UP };
      this.cluster.advance(now);
    }
    this.cluster.advance(WARM_UP);
    return undefined;
  }

  /** Whether it took more than one slice. */
  private *apply(files: readonly ManifestFile[]): Generator<Progress, boolean> {
    const applying = new Applying(this.cluster, files, this.memory.at(-1)?.applied ?? nothingApplied);
    for (let slices = 1; ; slices++) {
      const outcome = applying.slice();
      if (outcome) {
        this.memory = [...this.memory, { at: this.cluster.world.now, files, ...outcome }].slice(-REMEMBERED);
        return slices > 1;
      }
      yield applying.progress;
    }
  }

  private *command(id: number, command: Command): Job {
    this.fork();
    if (command.act === 'undo') return yield* this.undo(id);
    const result = command.act === 'apply' ? yield* this.applied(command.files) : this.act(command);
    this.cluster.advance(this.cluster.world.now + ECHO);
    return result.ok ? { t: 'done', id } : { t: 'refused', id, status: result.status };
  }

  private *applied(files: readonly ManifestFile[]): Generator<Progress, Result<unknown>> {
    yield* this.apply(files);
    return { ok: true, value: undefined };
  }

  /** What was refused halfway, as a drain can be, has still changed something that can be taken back. */
  private act(action: Action): Result<unknown> {
    const before = this.cluster.world;
    const result = this.cluster.act(action);
    if (result.ok || this.cluster.world.etcd !== before.etcd)
      this.undoable.push({ says: wordsFor(action), before, memory: this.memory, ...(result.ok && result.value) });
    return result;
  }

  /** Takes the last action back. Where history goes back, the text that was applied since stays the desired state. */
  private *undo(id: number): Generator<Progress, FromWorker> {
    const last = this.undoable.pop();
    if (!last) {
      const status = { code: 404, reason: 'NotFound', message: 'there is no action to undo' };
      return { t: 'refused', id, status };
    }
    const { says, before, memory, inverse } = last;
    if (inverse) {
      const result = this.cluster.act(inverse);
      return result.ok
        ? { t: 'done', id, undone: { says, by: 'inverse' } }
        : { t: 'refused', id, status: result.status };
    }
    const newest = this.memory.at(-1);
    this.cluster.goBackTo(before);
    this.memory = memory;
    if (newest && newest !== memory.at(-1)) yield* this.apply(newest.files);
    return { t: 'done', id, undone: { says, by: 'history', to: before.now } };
  }

  /** A command given while the page looks at the past goes on from there; what came after has never happened. */
  private fork(): void {
    const at = this.lookingAt;
    if (at === undefined || at >= this.cluster.world.now) return;
    this.cluster.rewind(at);
    const past = this.memory.filter((one) => one.at <= at);
    this.memory = past.length > 0 ? past : this.memory.slice(0, 1);
    this.undoable.forgetAfter(at);
    this.lookingAt = undefined;
  }
}
