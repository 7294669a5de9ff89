import { type Instant, type Random, randomFrom, type Task } from '../sim/index.ts';
import { type Change, Session } from './control-plane/apiserver/index.ts';
import { Indexes } from './control-plane/etcd/index.ts';
import { serialKey, type World } from './world.ts';

/** Entries of the log that are kept; older ones are compacted away. */
const LOG_LENGTH = 600;

/**
 * The present world while it is being moved on, and the caches that follow it. Rooms get it (or a part of it) for one
 * step; between two steps everything that matters is in `world`.
 */
export class Life {
  world: World;
  readonly random: Random;
  private indexes: Indexes;
  private readonly listeners: ((change: Change) => void)[] = [];

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
  onChange(listener: (change: Change) => void): void {
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

  /** A run of writes by one component; what it changed is committed, told around and logged. */
  write<T>(by: string, run: (session: Session) => T): T {
    const session = this.reader();
    const result = run(session);
    if (session.changes.length > 0) {
      this.world = { ...this.world, etcd: session.snapshot };
      this.log({ at: this.now, by, changes: session.changes });
      for (const change of session.changes) for (const listener of this.listeners) listener(change);
    }
    return result;
  }

  /** The next serial number. */
  serial(): string {
    const { serial } = this.world;
    this.world = { ...this.world, serial: serial + 1 };
    return serialKey(serial);
  }

  /** Notes something for the timeline. */
  log(entry: Parameters<World['log']['set']>[1]): void {
    let log = this.world.log.set(this.serial(), entry);
    if (log.size > LOG_LENGTH) for (const key of [...log.keys()].slice(0, log.size - LOG_LENGTH)) log = log.delete(key);
    this.world = { ...this.world, log };
  }
}
