import type { Conversation, Instant } from '../../worker/protocol.ts';
import { type LensName, store } from './state.ts';

/** Hops closer than this to the play-head (virtual ms) count as where it stands. */
const HERE = 0.01;

/** Every instant at which a packet of the conversation changes roads (on the Wire lens: places), starts or ends. */
function* hopsOf(conversation: Conversation, lens: LensName): Iterable<Instant> {
  for (const flight of conversation.flights) {
    yield flight.from;
    for (const part of lens === 'wire' ? flight.stays : flight.legs) yield part.to;
  }
  if (conversation.outcome !== undefined) yield conversation.outcome.at;
}

/** The nearest hop after (+1) or before (-1) an instant. */
export function nearestHop(
  conversations: Iterable<Conversation>,
  from: Instant,
  direction: 1 | -1,
  lens: LensName = 'concept',
): Instant | undefined {
  let nearest: Instant | undefined;
  for (const conversation of conversations)
    for (const hop of hopsOf(conversation, lens)) {
      if ((hop - from) * direction <= HERE) continue;
      if (nearest === undefined || (hop - nearest) * direction < 0) nearest = hop;
    }
  return nearest;
}

/** The hop that a step goes to: of the selected conversation while it lasts, else of all. */
export function hopFrom(from: Instant, direction: 1 | -1): Instant | undefined {
  const { selection, conversations, panes } = store.getState();
  const chosen = selection?.of === 'conversation' ? conversations.get(selection.id) : undefined;
  const own = chosen && nearestHop([chosen], from, direction, panes.lens);
  return own ?? nearestHop(conversations.values(), from, direction, panes.lens);
}
