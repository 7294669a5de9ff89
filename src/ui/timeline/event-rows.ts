import type { ClusterEvent, Conversation, Instant } from '../../worker/protocol.ts';

/** One line of the event list: something of the cluster, or a conversation that came out. */
export type EventRow =
  | { readonly of: 'event'; readonly id: string; readonly at: Instant; readonly event: ClusterEvent }
  | { readonly of: 'conversation'; readonly id: string; readonly at: Instant; readonly conversation: Conversation };

/** What the list holds. */
export type EventFilter = 'all' | 'cluster' | 'traffic';

/** The lines up to an instant, newest first. A conversation stands where it began. */
export function eventRows(
  events: readonly ClusterEvent[],
  conversations: Iterable<Conversation>,
  now: Instant,
  filter: EventFilter,
): readonly EventRow[] {
  const rows: EventRow[] = [];
  if (filter !== 'traffic')
    for (const event of events) if (event.at <= now) rows.push({ of: 'event', id: event.id, at: event.at, event });
  if (filter !== 'cluster')
    for (const conversation of conversations)
      if (conversation.from <= now)
        rows.push({ of: 'conversation', id: conversation.id, at: conversation.from, conversation });
  return rows.toSorted((one, other) => other.at - one.at);
}
