import { PersistentMap } from './persistent-map.ts';

/** A point in virtual time: milliseconds since the cluster began. */
export type Instant = number;

/** Why somebody looks: a change of an object that it watches, who made the change, and when. */
export interface Cause {
  /** Kind, namespace and name: `Pod/default/web-0`. */
  readonly object: string;
  readonly by: string;
  readonly at: Instant;
  /** The revision that the change made; absent when it took the object away. */
  readonly revision?: string;
}

/** Something to look at again: which component, and which key. Data, never a closure, so that an agenda can be kept and compared. */
export interface Task {
  readonly controller: string;
  readonly key: string;
  /** The first change that put the key on the queue; does not tell tasks apart. */
  readonly cause?: Cause;
}

/** A task and the instant it is due. */
export interface Due {
  readonly when: Instant;
  readonly task: Task;
}

interface Heap {
  readonly due: Due;
  readonly order: number;
  readonly children: Heaps | undefined;
}

/** A list that another one may share from somewhere on: putting one more in front copies nothing. */
interface Heaps {
  readonly first: Heap;
  readonly rest: Heaps | undefined;
}

function before(a: Heap, b: Heap): boolean {
  return a.due.when < b.due.when || (a.due.when === b.due.when && a.order < b.order);
}

function meld(a: Heap | undefined, b: Heap | undefined): Heap | undefined {
  if (!a || !b) return a ?? b;
  return before(a, b)
    ? { ...a, children: { first: b, rest: a.children } }
    : { ...b, children: { first: a, rest: b.children } };
}

function meldPairs(heaps: Heaps | undefined): Heap | undefined {
  let pairs: Heap | undefined;
  for (let left = heaps; left; left = left.rest?.rest) pairs = meld(pairs, meld(left.first, left.rest?.first));
  return pairs;
}

const slot = (task: Task): string => `${task.controller}|${task.key}`;

/**
 * Virtual time and work queue in one: which keys will be looked at, and when. A task that is queued already keeps the
 * earlier of its instants, so a key is never waiting twice. An agenda never changes; `at` and `pop` return another one.
 */
export class Agenda {
  private constructor(
    private readonly heap: Heap | undefined,
    private readonly waiting: PersistentMap<Instant>,
    private readonly count: number,
  ) {}

  static readonly empty: Agenda = new Agenda(undefined, PersistentMap.empty<Instant>(), 0);

  /** How many tasks wait. */
  get size(): number {
    return this.waiting.size;
  }

  /** This agenda with a task more, due at `when`; unchanged when the task already waits for that instant or an earlier one. */
  at(when: Instant, task: Task): Agenda {
    const known = this.waiting.get(slot(task));
    if (known !== undefined && known <= when) return this;
    const entry: Heap = { due: { when, task }, order: this.count, children: undefined };
    return new Agenda(meld(this.heap, entry), this.waiting.set(slot(task), when), this.count + 1);
  }

  /** When a task is due, or undefined when it does not wait. */
  due(task: Task): Instant | undefined {
    return this.waiting.get(slot(task));
  }

  /** The instant of the next task, or undefined when nothing waits. */
  next(): Instant | undefined {
    return this.settled().heap?.due.when;
  }

  /** The next task and the agenda without it, or undefined when nothing waits. Of two tasks due together the one queued first comes first. */
  pop(): readonly [Due, Agenda] | undefined {
    const { heap, waiting, count } = this.settled();
    if (!heap) return undefined;
    return [heap.due, new Agenda(meldPairs(heap.children), waiting.delete(slot(heap.due.task)), count)];
  }

  /** Drops entries at the top that were overtaken by an earlier instant of the same task. */
  private settled(): Agenda {
    let heap = this.heap;
    while (heap && this.waiting.get(slot(heap.due.task)) !== heap.due.when) heap = meldPairs(heap.children);
    return heap === this.heap ? this : new Agenda(heap, this.waiting, this.count);
  }
}
