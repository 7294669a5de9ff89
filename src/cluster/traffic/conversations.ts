import type { PersistentMap } from '../../sim/index.ts';
import type { Life } from '../life.ts';
import type { ConversationRecord, FlightRecord } from '../world.ts';

/** Finished conversations that are kept; older ones are compacted away. */
const KEPT = 240;

/** Health checks are kept apart, and of each balancer and node only the last one. */
const isCheck = (id: string): boolean => id.startsWith('health ');

/** The requests that were made, each with its packets and how it came out. */
export class Conversations {
  constructor(private readonly life: Life) {}

  get(id: string): ConversationRecord | undefined {
    const { conversations, checks } = this.life.world;
    return isCheck(id) ? checks.get(id) : conversations.get(id);
  }

  put(record: ConversationRecord): void {
    const { world } = this.life;
    if (isCheck(record.id)) this.life.world = { ...world, checks: world.checks.set(record.id, record) };
    else this.life.world = { ...world, conversations: world.conversations.set(record.id, record) };
  }

  /** Notes a packet of a conversation. */
  add(id: string, flight: FlightRecord): void {
    const record = this.get(id);
    if (record) this.put({ ...record, flights: [...record.flights, flight] });
  }

  /** Takes a new conversation in; the oldest ones go. */
  begin(record: ConversationRecord): void {
    this.put(record);
    const { conversations } = this.life.world;
    if (conversations.size <= KEPT) return;
    const oldest = [...conversations.values()].sort((a, b) => a.from - b.from).slice(0, conversations.size - KEPT);
    const kept = oldest.reduce<PersistentMap<ConversationRecord>>((map, { id }) => map.delete(id), conversations);
    this.life.world = { ...this.life.world, conversations: kept };
  }
}
