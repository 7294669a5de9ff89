import type { Conversation, Flight, Instant, Shape } from '../../worker/protocol.ts';

/** A piece of a conversation's lane: a packet under way, an answer under way, or nothing but waiting. */
export interface Stroke {
  readonly kind: 'request' | 'reply' | 'waiting';
  readonly from: Instant;
  readonly to: Instant;
}

/** A packet's shape on the lane, where an exchange begins or ends. */
export interface Stop {
  readonly at: Instant;
  readonly shape: Shape;
  readonly hollow: boolean;
}

/** What a lane shows of one conversation when the play-head stands at an instant: never what is still to come. */
export interface LaneView {
  readonly strokes: readonly Stroke[];
  readonly stops: readonly Stop[];
  readonly end: Instant;
}

function strokesOf(flights: readonly Flight[], conversation: Conversation, head: Instant): readonly Stroke[] {
  const strokes: Stroke[] = [];
  let reached = conversation.from;
  for (const flight of flights) {
    if (flight.from > reached) strokes.push({ kind: 'waiting', from: reached, to: flight.from });
    strokes.push({ kind: flight.reply ? 'reply' : 'request', from: flight.from, to: Math.min(flight.to, head) });
    reached = Math.max(reached, Math.min(flight.to, head));
  }
  const end = Math.min(head, conversation.outcome?.at ?? head);
  if (end > reached) strokes.push({ kind: 'waiting', from: reached, to: end });
  return strokes;
}

/** A filled shape where a kind of exchange begins, a hollow one where it ends, and the packet itself at the play-head. */
function stopsOf(flights: readonly Flight[], conversation: Conversation, head: Instant): readonly Stop[] {
  const stops: Stop[] = [];
  flights.forEach((flight, index) => {
    const before = flights[index - 1];
    if (before === undefined || before.shape !== flight.shape) {
      if (before !== undefined) stops.push({ at: before.to, shape: before.shape, hollow: before.reply });
      stops.push({ at: flight.from, shape: flight.shape, hollow: flight.reply });
    }
  });
  const last = flights.at(-1);
  const over = conversation.outcome !== undefined && conversation.outcome.at <= head;
  if (last !== undefined && (over || last.to > head))
    stops.push({ at: Math.min(last.to, head), shape: last.shape, hollow: last.reply });
  return stops;
}

/** What to draw of a conversation; undefined while it has not begun. */
export function laneView(conversation: Conversation, head: Instant): LaneView | undefined {
  if (conversation.from > head) return undefined;
  const flights = conversation.flights
    .filter((flight) => flight.from <= head)
    .toSorted((one, other) => one.from - other.from);
  const strokes = strokesOf(flights, conversation, head);
  return { strokes, stops: stopsOf(flights, conversation, head), end: strokes.at(-1)?.to ?? conversation.from };
}

/** With more conversations than this under way at once on average, a lane shows only when anything was. */
const CROWD = 6;

/** Whether conversations lie over each other too much to be told apart on a lane of this length. */
export function isCrowded(conversations: readonly Conversation[], length: Instant): boolean {
  return conversations.reduce((sum, { from, to }) => sum + to - from, 0) > CROWD * 2 * length;
}

/** The stretches of time, before an instant, in which at least one of these was under way; they come sorted by their beginning. */
export function busy(
  conversations: readonly Conversation[],
  head: Instant,
): readonly (readonly [from: Instant, to: Instant])[] {
  const stretches: [Instant, Instant][] = [];
  for (const { from, to } of conversations) {
    if (from >= head) break;
    const last = stretches.at(-1);
    const end = Math.min(to, head);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], end);
    else stretches.push([from, end]);
  }
  return stretches;
}
