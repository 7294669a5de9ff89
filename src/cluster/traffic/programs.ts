import type { Task } from '../../sim/index.ts';
import { gaveUp, type Move, type Program, type ProgramPorts, printed, received, waited } from '../apps/index.ts';
import type { Life } from '../life.ts';
import type { Packet } from '../network/index.ts';
import type { ConversationRecord, InFlight } from '../world.ts';
import { becauseOf } from './because.ts';
import { type Caller, callerOf } from './caller.ts';
import type { Conversations } from './conversations.ts';
import type { Transmission } from './transmission.ts';

const PATIENCE = 'timeout';
const AGAIN = 'again';

/** Whether a packet that reached the caller's host is for the program, not for a server or another program there. */
function isFor({ local, target }: Program, { destination, source, icmp, protocol }: Packet): boolean {
  if (icmp?.about) return icmp.about.source.ip === local.ip && icmp.about.source.port === local.port;
  if (destination.ip !== local.ip || destination.port !== local.port) return false;
  return protocol === 'icmp' || (source.ip === target?.ip && source.port === target.port);
}

/** Client programs while they run: what reaches them, their timers, and what they do. */
export class Programs {
  constructor(
    private readonly life: Life,
    private readonly conversations: Conversations,
    private readonly transmission: Transmission,
    /** Hears of every program that has moved. */
    private readonly moved: (record: ConversationRecord) => void,
  ) {}

  portsOf(caller: Caller): ProgramPorts {
    return { random: this.life.random, now: this.life.now, addressTowards: (ip) => caller.addressTowards(ip) };
  }

  /** Starts a program: its patience is counted from now. */
  begin(id: string, move: Move, caller: Caller, patience: number): void {
    this.life.plan({ controller: PATIENCE, key: id }, patience);
    this.make(id, move, caller);
  }

  /** Plays a timer of a program; false when the task is none. */
  run({ controller, key }: Task): boolean {
    if (controller !== PATIENCE && controller !== AGAIN) return false;
    const [id = '', sent] = key.split('|');
    const record = this.conversations.get(id);
    if (!record || record.outcome) return true;
    const caller = this.callerOf(record);
    if (controller === PATIENCE) this.make(id, gaveUp(record.program), caller);
    else if (caller && sent === waitKey(record.program))
      this.make(id, waited(record.program, this.portsOf(caller)), caller);
    return true;
  }

  /** Hands a packet to the program that it is for; false when there is none. */
  take({ conversation, packet, host }: InFlight): boolean {
    const record = this.holder(conversation);
    const caller = record && this.callerOf(record);
    if (!record || !caller || caller.sender.host !== host || !isFor(record.program, packet)) return false;
    this.make(record.id, received(record.program, packet, this.portsOf(caller)), caller);
    return true;
  }

  /** The run that a packet of a conversation is for: where a kept connection has been taken over, the one that has it now. */
  private holder(conversation: string): ConversationRecord | undefined {
    const record = this.conversations.get(conversation);
    const kept = record?.program.keepAlive ? this.life.world.clients.get(record.client)?.connection : undefined;
    return kept && kept.local.port === record?.program.local.port ? this.conversations.get(kept.conversation) : record;
  }

  /** A record that has just come out, with the reason as it can be seen at this moment. */
  private explained(record: ConversationRecord, isNews: boolean): ConversationRecord {
    const told = isNews ? becauseOf(record, this.life.reader()) : undefined;
    return record.outcome && told ? { ...record, outcome: { ...record.outcome, told } } : record;
  }

  private callerOf({ caller }: ConversationRecord): Caller | undefined {
    return callerOf(caller, this.life.world, this.life.reader());
  }

  /** Does what a program decided: notes its outcome, sends its packets, sets its timer. */
  private make(id: string, { program, send, outcome, again }: Move, caller: Caller | undefined): void {
    const record = this.conversations.get(id);
    if (!record) return;
    const { now } = this.life;
    const news = record.outcome ? undefined : outcome;
    const told = news && { ...news, at: now, prints: printed(program, news, now - program.since) };
    const next = this.explained({ ...record, program, ...(told && { outcome: told }) }, news !== undefined);
    this.conversations.put(next);
    this.moved(next);
    if (again !== undefined) this.life.plan({ controller: AGAIN, key: `${id}|${waitKey(program)}` }, again);
    if (caller) for (const packet of send) this.transmission.send(id, packet, caller.sender, false);
  }
}

/** Names what a program waits for, so that a timer of something else is told apart. */
const waitKey = ({ stage, asked, tries, local }: Program): string => `${stage} ${asked} ${tries} ${local.port}`;
