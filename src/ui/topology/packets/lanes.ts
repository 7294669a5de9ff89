import type { Conversation, Flight, Place, Road } from '../../../worker/protocol.ts';
import type { Sheet } from '../layout/sheet.ts';

/** What a road leads through: conversations that share it keep apart, each on a lane of its own. */
function streamOf(road: Road): string {
  switch (road.road) {
    case 'approach':
    case 'pass':
    case 'ladder':
      return road.service;
    case 'branch':
      return road.rules;
    case 'enter':
      return road.entry;
    case 'dns':
      return road.dns;
    case 'direct':
    case 'wall':
      return road.road;
  }
}

/** Which lane each letter has on each stream of roads: letters in order, the first on the road itself. */
export type LaneTable = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Lanes beyond this share the last one: a road is only so wide. */
const LANES = 4;

/** On the wire conversations share the network, and each machine's kernel. */
function placeStream(place: Place): string {
  switch (place.at) {
    case 'hook':
    case 'host':
      return place.node;
    case 'wire':
      return 'network';
    case 'device':
      return place.name;
    case 'pod':
      return '';
  }
}

/** The streams that a flight goes through on the chart of a lens. */
function streamsOf({ legs, stays }: Pick<Flight, 'legs' | 'stays'>, lens: Sheet['lens']): readonly string[] {
  return lens === 'wire' ? stays.map(({ place }) => placeStream(place)) : legs.map(({ on }) => streamOf(on));
}

const streamsKnown = {
  concept: new WeakMap<Conversation, ReadonlySet<string>>(),
  wire: new WeakMap<Conversation, ReadonlySet<string>>(),
};

/** All streams of a conversation, gathered once. */
function streamsOfAll(conversation: Conversation, lens: Sheet['lens']): ReadonlySet<string> {
  const old = streamsKnown[lens].get(conversation);
  if (old !== undefined) return old;
  const streams = new Set(conversation.flights.flatMap((flight) => streamsOf(flight, lens)));
  streamsKnown[lens].set(conversation, streams);
  return streams;
}

function isSame(one: LaneTable, other: LaneTable): boolean {
  if (one.size !== other.size) return false;
  for (const [stream, lanes] of one) {
    const others = other.get(stream);
    if (others?.size !== lanes.size) return false;
    for (const [letter, lane] of lanes) if (others.get(letter) !== lane) return false;
  }
  return true;
}

/** Hands out lanes to all conversations that are on the chart; the table of before when nothing about it has changed. */
export function laneTable(conversations: Iterable<Conversation>, lens: Sheet['lens'], before?: LaneTable): LaneTable {
  const letters = new Map<string, Set<string>>();
  for (const conversation of conversations)
    for (const stream of streamsOfAll(conversation, lens)) {
      const onIt = letters.get(stream);
      if (onIt === undefined) letters.set(stream, new Set([conversation.letter]));
      else onIt.add(conversation.letter);
    }
  const table = new Map([...letters].map(([stream, onIt]) => [stream, ranked(onIt)]));
  return before !== undefined && isSame(table, before) ? before : table;
}

function ranked(letters: ReadonlySet<string>): ReadonlyMap<string, number> {
  return new Map([...letters].toSorted().map((letter, i) => [letter, Math.min(i, LANES - 1)]));
}

/** The lane of a flight: one for its whole way, so that it never jumps from one road to the next. */
export function laneOf(
  table: LaneTable,
  letter: string,
  flight: Pick<Flight, 'legs' | 'stays'>,
  lens: Sheet['lens'],
): number {
  let most = 0;
  for (const stream of streamsOf(flight, lens)) most = Math.max(most, table.get(stream)?.get(letter) ?? 0);
  return most;
}
