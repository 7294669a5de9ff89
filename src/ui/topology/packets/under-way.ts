import type { Conversation, Flight, Instant } from '../../../worker/protocol.ts';

/** Conversations of up to so many packets are looked through one by one. */
const FEW = 12;

/** The packets in the order in which they begin, and beside each the latest end of all up to it. */
interface Timetable {
  readonly flights: readonly Flight[];
  readonly overBy: readonly Instant[];
}

const known = new WeakMap<Conversation, Timetable>();

function timetableOf(conversation: Conversation): Timetable {
  const old = known.get(conversation);
  if (old !== undefined) return old;
  const flights = conversation.flights.toSorted((a, b) => a.from - b.from);
  let latest = Number.NEGATIVE_INFINITY;
  const table = { flights, overBy: flights.map(({ to }) => (latest = Math.max(latest, to))) };
  known.set(conversation, table);
  return table;
}

/** How many of the packets have begun at an instant. */
function begunBy(flights: readonly Flight[], now: Instant): number {
  let [low, high] = [0, flights.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((flights[middle]?.from ?? now) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Visits the packets of a conversation that have begun at an instant and ended no longer before it than `linger`. A long
 * history costs no more than a short one, and nothing is put together in between: this is asked in every frame.
 */
export function eachUnderWay(
  conversation: Conversation,
  now: Instant,
  linger: Instant,
  visit: (flight: Flight) => void,
): void {
  const { flights } = conversation;
  if (flights.length <= FEW) {
    for (const flight of flights) if (flight.from <= now && flight.to + linger > now) visit(flight);
    return;
  }
  const table = timetableOf(conversation);
  const begun = begunBy(table.flights, now);
  let first = begun;
  while (first > 0 && (table.overBy[first - 1] ?? now) + linger > now) first -= 1;
  for (let i = first; i < begun; i += 1) {
    const flight = table.flights[i];
    if (flight !== undefined && flight.to + linger > now) visit(flight);
  }
}
