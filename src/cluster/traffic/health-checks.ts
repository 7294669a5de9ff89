import { objectKey } from '../../api/index.ts';
import type { Task } from '../../sim/index.ts';
import { started } from '../apps/index.ts';
import type { Change } from '../control-plane/apiserver/index.ts';
import type { Life } from '../life.ts';
import { type Balanced, CHECK_EVERY, checked, forgotten, PROVIDER } from '../outside/index.ts';
import type { ConversationRecord } from '../world.ts';
import { callerOf } from './caller.ts';
import type { Conversations } from './conversations.ts';
import type { Programs } from './programs.ts';

const CHECK = 'health-check';

/** Virtual ms for which a balancer waits for an answer. */
const PATIENCE = 1500;

/** Load balancers ask every node, again and again, whether it is well: over the network, as anybody would. */
export class HealthChecks {
  constructor(
    private readonly life: Life,
    private readonly conversations: Conversations,
    private readonly programs: Programs,
  ) {}

  /** A Service that has got its balancer is checked from now on. */
  hear({ key }: Change): void {
    if (!key.startsWith('Service/')) return;
    if (this.life.world.outside.balancers.has(key)) this.life.plan({ controller: CHECK, key }, CHECK_EVERY / 20);
    else this.forget(key, []);
  }

  /** Checks all nodes for a balancer; false when the task is none. */
  run({ controller, key }: Task): boolean {
    if (controller !== CHECK) return false;
    const { outside, network } = this.life.world;
    const balanced = outside.balancers.get(key);
    if (!balanced) return true;
    this.life.plan({ controller: CHECK, key }, CHECK_EVERY);
    for (const [node, { address }] of network.nodes.entries()) if (address !== '') this.check(balanced, node, address);
    this.forget(key, [...network.nodes.keys()]);
    return true;
  }

  private check(balanced: Balanced, node: string, address: string): void {
    const { now } = this.life;
    const caller = callerOf(objectKey('Balancer', '', PROVIDER.name), this.life.world, this.life.reader());
    if (!caller) return;
    const id = `health ${balanced.service} ${node}`;
    const text = `http://${address}:${balanced.healthPort}/healthz`;
    const begin = { text, resolver: caller.resolver, seed: `${id} ${now}`, keepAlive: false };
    const move = started(begin, this.programs.portsOf(caller));
    this.conversations.begin({
      id,
      client: balanced.service,
      caller: caller.key,
      number: 0,
      request: text,
      from: now,
      flights: [],
      program: move.program,
    });
    this.programs.begin(id, move, caller, PATIENCE);
  }

  /** A check has come out: the balancer thinks of the node accordingly. */
  note({ id, outcome, client }: ConversationRecord): void {
    if (!outcome || !id.startsWith('health ')) return;
    const node = id.split(' ').at(-1) ?? '';
    const found = outcome.httpStatus === undefined ? outcome.word : String(outcome.httpStatus);
    const { world } = this.life;
    if (!world.outside.balancers.has(client)) return;
    this.life.world = { ...world, health: checked(world.health, client, node, found, this.life.now) };
  }

  /** Nobody thinks of nodes that are gone, or for a balancer that is. */
  private forget(balancer: string, nodes: readonly string[]): void {
    const { world } = this.life;
    const health = forgotten(world.health, balancer, nodes);
    if (health !== world.health) this.life.world = { ...world, health };
  }
}
