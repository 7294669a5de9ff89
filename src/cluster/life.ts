import { type Cause, type Instant, type Random, randomFrom, type Task } from '../sim/index.ts';
import { type Change, Session } from './control-plane/apiserver/index.ts';
import { Indexes } from './control-plane/etcd/index.ts';
import { type Event, serialKey, type World } from './world.ts';

/** Entries of the log that are kept; older ones are compacted away. */
const LOG_LENGTH = 600;

/** Kubelets say every few seconds that they are alive; that is no news. */
const HEARTBEAT = 'Lease/';

/** Who wants to know of every change, and gets it as the cause of what it will do. */
type Listener = (change: Change, cause: Cause) => void;

/**
 * The present world while it is being moved on, and the caches that follow it. Rooms get it (or a part of it) for one
 * step; between two steps everything that matters is in `world`.
 */
export class Life {
  world: World;
  readonly random: Random;
  private indexes: Indexes;
  private readonly listeners: Listener[] = [];

  constructor(world: World) {
    this.world = world;
    this.random = randomFrom(world.seed);
    this.indexes = Indexes.fromScratch(world.etcd);
  }

  get now(): Instant {
    return this.world.now;
  }

  /** Goes on from another world: caches are made anew. */
  become(world: World): void {
    this.world = world;
    this.indexes = Indexes.fromScratch(world.etcd);
  }

  /** Calls back for every committed change. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Puts a task on the agenda, `delay` ms from now. */
  plan(task: Task, delay: number): void {
    this.world = { ...this.world, agenda: this.world.agenda.at(this.now + delay, task) };
  }

  /** Reads the present without the intention to write. */
  reader(): Session {
    return new Session(this.world.etcd, this.indexes, { random: this.random, now: this.now });
  }

  /** A run of writes by one component; what it changed is committed, told around and logged, with the change that it looked at before. */
  write<T>(by: string, run: (session: Session) => T, cause?: Cause): T {
    const session = this.reader();
    const result = run(session);
    if (session.changes.length > 0) {
      this.world = { ...this.world, etcd: session.snapshot };
      const news = session.changes.filter(({ key }) => !key.startsWith(HEARTBEAT));
      if (news.length > 0) this.log({ at: this.now, by, ...(cause && { cause }), changes: news });
      for (const change of session.changes) this.tell(change, by);
    }
    return result;
  }

  private tell(change: Change, by: string): void {
    const revision = change.after?.metadata.resourceVersion;
    const cause = { object: change.key, by, at: this.now, ...(revision !== undefined && { revision }) };
    for (const listener of this.listeners) listener(change, cause);
  }

  /** The next serial number. */
  serial(): string {
    const { serial } = this.world;
    this.world = { ...this.world, serial: serial + 1 };
    return serialKey(serial);
  }

  /** Notes what a component did or saw, or a person did by hand. */
  note(by: string, event: Event, cause?: Cause): void {
    this.log({ at: this.now, by, ...(cause && { cause }), event });
  }

  /** Notes something for the timeline. */
  log(entry: Parameters<World['log']['set']>[1]): void {
    let log = this.world.log.set(this.serial(), entry);
    while (log.size > LOG_LENGTH) log = log.delete(first(log.keys()));
    this.world = { ...this.world, log };
  }
}

function first(keys: Iterable<string>): string {
  for (const key of keys) return key;
  throw new Error('the first of nothing');
}
