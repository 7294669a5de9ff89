import type { Node, Pod, Result } from '../api/index.ts';
import type { Cause, Instant } from '../sim/index.ts';
import { randomFrom } from '../sim/index.ts';
import { type Action, objectOf, type Performed, perform, wordsFor } from './actions.ts';
import { bootstrap, type Change, type Reader, Session } from './control-plane/apiserver/index.ts';
import { Indexes } from './control-plane/etcd/index.ts';
import { History } from './history.ts';
import { Life } from './life.ts';
import { Loops } from './loops.ts';
import { withNode, withPod } from './node/cni/index.ts';
import { withObject } from './outside/index.ts';
import { Proxying } from './proxying/index.ts';
import { Traffic } from './traffic/index.ts';
import { emptyWorld, type World } from './world.ts';

/** Tasks after which a single advance gives up: loops that fight each other never come to rest. */
const MOST_TASKS = 2_000_000;

/** A whole cluster, alive: what is asked of it happens now, and time passes when it is told to. Synchronous and deterministic. */
export class Cluster {
  private readonly life: Life;
  private readonly loops: Loops;
  private readonly proxying: Proxying;
  private readonly traffic: Traffic;
  private readonly history = new History();

  constructor(seed: number) {
    this.life = new Life(emptyWorld(seed));
    this.loops = new Loops(this.life);
    this.proxying = new Proxying(this.life);
    this.traffic = new Traffic(this.life);
    this.life.onChange((change, cause) => this.hear(change, cause));
    this.life.write('kube-apiserver', bootstrap);
    this.history.keep(this.life.world);
  }

  /** The present. */
  get world(): World {
    return this.life.world;
  }

  /** The present through the API server's door, for reading. */
  get reader(): Reader {
    return this.life.reader();
  }

  /** A write through the API server by somebody outside the cluster, such as a person with kubectl. */
  write<T>(by: string, run: (session: Session) => T): T {
    const result = this.life.write(by, run);
    this.history.keep(this.life.world);
    return result;
  }

  /** Lets time pass until an instant; everything that is due on the way happens. */
  advance(to: Instant): void {
    for (let i = 0; ; i++) {
      const next = this.life.world.agenda.pop();
      if (!next || next[0].when > to) break;
      if (i >= MOST_TASKS) throw new Error(`${next[0].task.controller} does not come to rest over ${next[0].task.key}`);
      const [{ when, task }, agenda] = next;
      if (when > this.life.now) this.history.keep(this.life.world);
      this.life.world = { ...this.life.world, agenda, now: Math.max(when, this.life.now) };
      if (!this.loops.run(task) && !this.proxying.run(task)) this.traffic.run(task);
    }
    if (to > this.life.now) this.life.world = { ...this.life.world, now: to };
    this.history.keep(this.life.world);
  }

  /** The world as it was. */
  at(when: Instant): World {
    return when >= this.life.now ? this.life.world : (this.history.at(when) ?? this.life.world);
  }

  /** Goes back to an instant and forgets what came after it. */
  rewind(to: Instant): void {
    const world = this.at(to);
    this.goBackTo(world.now < to && to < this.life.now ? { ...world, now: to } : world);
  }

  /** Goes on from an old world and forgets what came after it. */
  goBackTo(world: World): void {
    this.life.become(world);
    this.history.forgetAfter(world.now);
    this.history.keep(world);
  }

  /** What a person does by hand; it is noted on the timeline with `you` as its cause. */
  act(action: Action): Result<Performed> {
    this.life.note('you', { type: 'Normal', reason: 'Action', message: wordsFor(action), object: objectOf(action) });
    const result = perform(action, {
      now: this.life.now,
      write: (run) => this.life.write('you', run),
      isOn: (node) => !this.life.world.off.has(node),
      power: (node, on) => this.power(node, on),
      isLinked: (node) => !this.life.world.cut.has(node),
      link: (node, linked) => this.link(node, linked),
      crash: (pod, container) => this.loops.crash(pod, container),
    });
    this.history.keep(this.life.world);
    return result;
  }

  private power(node: string, on: boolean): void {
    const { world } = this.life;
    this.life.world = { ...world, off: on ? world.off.delete(node) : world.off.set(node, world.now) };
    if (!on) return;
    this.loops.boot(node);
    this.proxying.boot(node);
  }

  private link(node: string, linked: boolean): void {
    const { world } = this.life;
    this.life.world = { ...world, cut: linked ? world.cut.delete(node) : world.cut.set(node, world.now) };
    if (!linked) return;
    this.loops.reconnect(node);
    this.proxying.reconnect(node);
  }

  private hear(change: Change, cause: Cause): void {
    this.wire(change);
    this.loops.hear(change, cause);
    this.proxying.hear(change, cause);
    this.traffic.hear(change);
  }

  private wire({ key, before, after }: Change): void {
    const { world } = this.life;
    if (key.startsWith('Pod/'))
      this.life.world = {
        ...world,
        network: withPod(world.network, before as Pod | undefined, after as Pod | undefined),
      };
    if (key.startsWith('Node/'))
      this.life.world = {
        ...world,
        network: withNode(world.network, before as Node | undefined, after as Node | undefined),
      };
    const outside = withObject(world.outside, before, after);
    if (outside !== world.outside) this.life.world = { ...this.life.world, outside };
  }
}

/** Reads any world of any time through the API server's door. */
export function readerOf(world: World): Reader {
  return new Session(world.etcd, Indexes.fromScratch(world.etcd), { random: randomFrom(world.seed), now: world.now });
}
