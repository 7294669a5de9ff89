import { splitKey } from '../../api/index.ts';
import type { Conversation } from '../../worker/protocol.ts';

/** One row of the timeline: a Client, or several when there are more than fit. */
export interface Lane {
  readonly letters: readonly string[];
  readonly name: string;
}

/** A request without its scheme, as far as a lane's name has room for it. */
function shortRequest(request: string): string {
  return request.replace(/^https?:\/\//, '').replace(/^(tcp|udp):\/\//, '');
}

const laneNames = new WeakMap<Conversation, string>();

/** The name of a conversation's lane, put together once: all of them are asked at every change. */
function laneNameOf(conversation: Conversation): string {
  const known = laneNames.get(conversation) ?? laneName(conversation);
  laneNames.set(conversation, known);
  return known;
}

/** `client › random-generator`: who sends, and what. */
export function laneName(conversation: Conversation): string {
  return `${splitKey(conversation.caller).name} › ${shortRequest(conversation.request)}`;
}

/** The lanes, by letter; what does not fit shares the last one. */
export function lanesOf(conversations: Iterable<Conversation>, room: number): readonly Lane[] {
  const names = new Map<string, string>();
  for (const conversation of conversations) names.set(conversation.letter, laneNameOf(conversation));
  const lanes = [...names]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([letter, name]) => ({ letters: [letter], name }));
  if (lanes.length <= room) return lanes;
  const shared = lanes.slice(room - 1);
  return [
    ...lanes.slice(0, room - 1),
    { letters: shared.flatMap((lane) => lane.letters), name: `${shared.length} more clients` },
  ];
}
