import type { Result } from '../api/index.ts';
import { Cluster, readerOf } from '../cluster/cluster.ts';
import type { World } from '../cluster/world.ts';
import { type Applied, applyAll, nothingApplied } from '../kubectl/index.ts';
import {
  type Command,
  type DetailId,
  detailKey,
  type FromWorker,
  type Instant,
  type ManifestFile,
  type Problem,
  type ToWorker,
  type Update,
} from './protocol.ts';
import { Screen } from './screen.ts';

/** Virtual ms that a new cluster has lived when it is first shown: machines and Pods are up, rules are written. */
const WARM_UP = 1150;

/** kubectl's memory, and since when it has held. */
interface Remembered {
  readonly at: Instant;
  readonly applied: Applied;
  readonly problems: readonly Problem[];
}

/** The cluster behind the page's wire: takes messages in, gives updates out. No worker in here, so that tests can talk to it. */
export class Engine {
  private cluster = new Cluster(1);
  private memory: Remembered[] = [];
  private lookingAt: Instant | undefined;
  private readonly open = new Map<string, DetailId>();
  private readonly screen = new Screen();
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
    const parts = this.screen.changes(world, shown, read, this.memory.at(-1)?.problems ?? [], this.open.values());
    if (!parts) return undefined;
    this.seq += 1;
    return { t: 'update', seq: this.seq, now: world.now, revision: shown.etcd.revision, ...parts };
  }

  private start(seed: number, files: readonly ManifestFile[]): void {
    this.cluster = new Cluster(seed);
    this.memory = [];
    this.screen.reset();
    this.lookingAt = undefined;
    this.apply(files);
    this.cluster.advance(WARM_UP);
  }

  private apply(files: readonly ManifestFile[]): void {
    const before = this.memory.at(-1)?.applied ?? nothingApplied;
    const { applied, problems } = this.cluster.write('you', (session) => applyAll(files, before, session));
    this.memory.push({ at: this.cluster.world.now, applied, problems });
    if (this.memory.length > 500) this.memory.shift();
  }

  private command(id: number, command: Command): FromWorker {
    this.fork();
    const result = this.carryOut(command);
    return result.ok ? { t: 'done', id } : { t: 'refused', id, status: result.status };
  }

  private carryOut(command: Command): Result<unknown> {
    switch (command.act) {
      case 'apply':
        this.apply(command.files);
        return { ok: true, value: undefined };
      case 'delete-pod':
        return this.cluster.deletePod(command.pod);
      case 'set-readiness':
        return this.cluster.setReadiness(command.pod, command.ready);
    }
  }

  /** A command given while the page looks at the past goes on from there; what came after has never happened. */
  private fork(): void {
    const at = this.lookingAt;
    if (at === undefined || at >= this.cluster.world.now) return;
    this.cluster.rewind(at);
    const past = this.memory.filter((one) => one.at <= at);
    this.memory = past.length > 0 ? past : this.memory.slice(0, 1);
    this.lookingAt = undefined;
  }
}
