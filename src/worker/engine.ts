import type { Result } from '../api/index.ts';
import { type Action, wordsFor } from '../cluster/actions.ts';
import { Cluster, readerOf } from '../cluster/cluster.ts';
import type { World } from '../cluster/world.ts';
import { applyAll, nothingApplied } from '../kubectl/index.ts';
import {
  type Command,
  type DetailId,
  detailKey,
  type FromWorker,
  type Instant,
  type ManifestFile,
  type ToWorker,
  type Update,
} from './protocol.ts';
import type { Remembered } from './remembered.ts';
import { Screen } from './screen.ts';
import { UndoList } from './undo.ts';

/** Virtual ms that a new cluster has lived when it is first shown: machines and Pods are up, rules are written. */
const WARM_UP = 1150;

/** Applies that are remembered, so that the past can be gone on from. */
const REMEMBERED = 500;

/** Before the first text. */
const NOTHING_SAID = { applied: nothingApplied, problems: [] };

/** The cluster behind the page's wire: takes messages in, gives updates out. No worker in here, so that tests can talk to it. */
export class Engine {
  private cluster = new Cluster(1);
  private memory: readonly Remembered[] = [];
  private lookingAt: Instant | undefined;
  private readonly open = new Map<string, DetailId>();
  private readonly screen = new Screen();
  private readonly undoable = new UndoList();
  private seq = 0;

  /** Takes a message in; what it answers at once comes back. Updates are asked for with `update`. */
  receive(message: ToWorker): FromWorker | undefined {
    switch (message.t) {
      case 'start':
        this.start(message.seed, message.files);
        return undefined;
      case 'command':
        return this.command(message.id, message.command);
      case 'advance':
        if (message.to > this.cluster.world.now) this.cluster.advance(message.to);
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

  private start(seed: number, files: readonly ManifestFile[]): void {
    this.cluster = new Cluster(seed);
    this.memory = [];
    this.undoable.forget();
    this.screen.reset();
    this.lookingAt = undefined;
    this.apply(files);
    this.cluster.advance(WARM_UP);
  }

  private apply(files: readonly ManifestFile[]): void {
    const before = this.memory.at(-1)?.applied ?? nothingApplied;
    const { applied, problems } = this.cluster.write('you', (session) => applyAll(files, before, session));
    const remembered = { at: this.cluster.world.now, files, applied, problems };
    this.memory = [...this.memory, remembered].slice(-REMEMBERED);
  }

  private command(id: number, command: Command): FromWorker {
    this.fork();
    if (command.act === 'undo') return this.undo(id);
    const result = this.carryOut(command);
    return result.ok ? { t: 'done', id } : { t: 'refused', id, status: result.status };
  }

  private carryOut(command: Exclude<Command, { act: 'undo' }>): Result<unknown> {
    if (command.act !== 'apply') return this.act(command);
    this.apply(command.files);
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
  private undo(id: number): FromWorker {
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
    if (newest && newest !== memory.at(-1)) this.apply(newest.files);
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
