import type { ClusterEvent, Conversation, Instant } from '../../worker/protocol.ts';

/** One line of the event list: something of the cluster, or a conversation that came out. */
export type EventRow =
  | { readonly of: 'event'; readonly id: string; readonly at: Instant; readonly event: ClusterEvent }
  | { readonly of: 'conversation'; readonly id: string; readonly at: Instant; readonly conversation: Conversation };

/** Who did what the list holds. `nodes`: the kubelets and kube-proxies of the machines. */
export type EventFilter = 'all' | 'you' | 'control plane' | 'nodes' | 'traffic';

/** Which part of the list an event belongs to. */
function partOf({ by }: ClusterEvent): EventFilter {
  if (by === 'you') return 'you';
  return /^(kubelet|kube-proxy)\b/.test(by) ? 'nodes' : 'control plane';
}

/** What a line is found by. */
function wordsOf(row: EventRow): string {
  if (row.of === 'event') return `${row.event.by} ${row.event.text} ${row.event.object ?? ''}`;
  const { clientName, caller, request, outcome } = row.conversation;
  return `${clientName} ${caller} ${request} ${outcome?.word ?? ''} ${outcome?.because ?? ''}`;
}

/** The lines up to an instant, newest first, in which every word of the search occurs. A conversation stands where it began. */
export function eventRows(
  events: readonly ClusterEvent[],
  conversations: Iterable<Conversation>,
  now: Instant,
  filter: EventFilter,
  search = '',
): readonly EventRow[] {
  const rows: EventRow[] = [];
  for (const event of events)
    if (event.at <= now && (filter === 'all' || filter === partOf(event)))
      rows.push({ of: 'event', id: event.id, at: event.at, event });
  if (filter === 'all' || filter === 'traffic')
    for (const conversation of conversations)
      if (conversation.from <= now)
        rows.push({ of: 'conversation', id: conversation.id, at: conversation.from, conversation });
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? rows : rows.filter((row) => words.every((word) => has(row, word)));
  return found.toSorted((one, other) => other.at - one.at);
}

const has = (row: EventRow, word: string): boolean => wordsOf(row).toLowerCase().includes(word);
