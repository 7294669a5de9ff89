import { type Client, type ObjectKey, splitKey } from '../../api/index.ts';
import type { Task } from '../../sim/index.ts';
import { started, withVariables } from '../apps/index.ts';
import { type Change, milliseconds } from '../control-plane/apiserver/index.ts';
import type { Life } from '../life.ts';
import type { ClientState, ConversationRecord } from '../world.ts';
import { type Caller, callerKey, callerOf } from './caller.ts';
import type { Conversations } from './conversations.ts';
import type { Programs } from './programs.ts';

const REQUEST = 'client';

/** A Client looks again for its caller after so many virtual ms when it is not there or does not run. */
const LOOK_AGAIN = 100;

/** Nobody calls before the cluster has lived so many virtual ms: machines, name server and rules come up first. */
const OPENING = 1150;

/** Clients that are gone and remembered, so that their conversations keep their numbers when they come again. */
const REMEMBERED = 200;

const specOf = (object: unknown): string => JSON.stringify((object as Client | undefined)?.spec);

/** The Clients' loops: every so often the next request, as often as they say. */
export class Clients {
  constructor(
    private readonly life: Life,
    private readonly conversations: Conversations,
    private readonly programs: Programs,
  ) {}

  hear({ key, before, after }: Change): void {
    if (!key.startsWith('Client/')) return;
    if (!after) return this.forget();
    if (specOf(before) === specOf(after)) return;
    const { sent, letter } = this.stateOf(key);
    // Another request has its own count.
    this.put(key, { sent, count: 0, letter: before ? letter : this.freeLetter(key, letter) });
    this.life.plan({ controller: REQUEST, key }, Math.max(0, OPENING - this.life.now));
  }

  /** Sends a Client's next request; false when the task is none. */
  run(task: Task): boolean {
    if (task.controller !== REQUEST) return false;
    const { namespace, name } = splitKey(task.key);
    const client = this.life.reader().get<Client>('Client', namespace, name);
    const { sent, count, ...state } = this.stateOf(task.key);
    if (!client || count >= (client.spec.times ?? Number.POSITIVE_INFINITY)) return true;
    const caller = callerOf(callerKey(client), this.life.world, this.life.reader());
    const again = caller ? (milliseconds(client.spec.every ?? '') ?? 1000) : LOOK_AGAIN;
    this.life.plan({ controller: REQUEST, key: task.key }, again);
    if (!caller) return true;
    this.put(task.key, { ...state, sent: sent + 1, count: count + 1 });
    this.begin(client, caller, task.key, sent + 1);
    return true;
  }

  private begin(client: Client, caller: Caller, key: ObjectKey, number: number): void {
    const id = `${client.metadata.namespace}/${client.metadata.name}#${number}`;
    const { request, timeout, connection: kind = 'Fresh' } = client.spec;
    const state = this.stateOf(key);
    const connection = this.idle(state);
    if (connection) this.put(key, { ...state, connection: { ...connection, conversation: id } });
    const filled = withVariables(request, caller.variable);
    const begin = {
      text: 'text' in filled ? filled.text : request,
      ...('missing' in filled && { missing: filled.missing }),
      resolver: caller.resolver,
      seed: id,
      keepAlive: kind === 'KeepAlive',
      ...(connection && { connection: { local: connection.local, target: connection.target } }),
    };
    const move = started(begin, this.programs.portsOf(caller));
    const { program } = move;
    this.conversations.begin({
      id,
      client: key,
      caller: caller.key,
      number,
      request,
      from: this.life.now,
      flights: [],
      program,
    });
    this.programs.begin(id, move, caller, milliseconds(timeout ?? '') ?? 2000);
  }

  /** The connection that the Client keeps, when no request is under way on it. */
  private idle({ connection }: ClientState): ClientState['connection'] {
    const holder = connection && this.conversations.get(connection.conversation);
    return holder?.program.stage === 'kept' ? connection : undefined;
  }

  /** A program has moved: the connection that it keeps, or has lost, is the Client's. */
  note({ id, client, program }: ConversationRecord): void {
    const state = this.life.world.clients.get(client);
    if (!state || !program.keepAlive) return;
    const { connection, ...rest } = state;
    const { local, target } = program;
    if (program.stage === 'kept' && target)
      this.put(client, { ...rest, connection: { local, target, conversation: id } });
    else if (connection?.conversation === id && (program.stage === 'closing' || program.stage === 'over'))
      this.put(client, rest);
  }

  private stateOf(key: ObjectKey): ClientState {
    return this.life.world.clients.get(key) ?? { sent: 0, count: 0, letter: 0 };
  }

  /** The wanted letter (a number from 0), or the lowest one that no other living Client has. */
  private freeLetter(key: ObjectKey, wanted: number): number {
    const others = [...this.life.world.clients.entries()].filter(([other]) => other !== key && this.lives(other));
    const taken = new Set(others.map(([, state]) => state.letter));
    if (!taken.has(wanted)) return wanted;
    let letter = 0;
    while (taken.has(letter)) letter++;
    return letter;
  }

  private lives(key: ObjectKey): boolean {
    const { namespace, name } = splitKey(key);
    return this.life.reader().get<Client>('Client', namespace, name) !== undefined;
  }

  private put(key: ObjectKey, state: ClientState): void {
    const { world } = this.life;
    this.life.world = { ...world, clients: world.clients.set(key, state) };
  }

  private forget(): void {
    const { clients } = this.life.world;
    if (clients.size <= REMEMBERED) return;
    const gone = [...clients.keys()].filter((key) => !this.lives(key)).slice(0, clients.size - REMEMBERED);
    this.life.world = { ...this.life.world, clients: gone.reduce((map, key) => map.delete(key), clients) };
  }
}
