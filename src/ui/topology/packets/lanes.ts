import type { Conversation, Road } from '../../../worker/protocol.ts';

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
      return 'direct';
  }
}

/** Which lane each letter has on each stream of roads: letters in order, the first on the road itself. */
export type LaneTable = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Lanes beyond this share the last one: a road is only so wide. */
const LANES = 4;

/** Hands out lanes to all conversations that are on the chart. */
export function laneTable(conversations: Iterable<Conversation>): LaneTable {
  const letters = new Map<string, Set<string>>();
  for (const { letter, flights } of conversations)
    for (const flight of flights)
      for (const leg of flight.legs) {
        const stream = streamOf(leg.on);
        const onIt = letters.get(stream) ?? new Set<string>();
        letters.set(stream, onIt.add(letter));
      }
  return new Map([...letters].map(([stream, onIt]) => [stream, ranked(onIt)]));
}

function ranked(letters: ReadonlySet<string>): ReadonlyMap<string, number> {
  return new Map([...letters].toSorted().map((letter, i) => [letter, Math.min(i, LANES - 1)]));
}

/** The lane of a flight: one for its whole way, so that it never jumps from one road to the next. */
export function laneOf(table: LaneTable, letter: string, roads: readonly { readonly on: Road }[]): number {
  let most = 0;
  for (const { on } of roads) most = Math.max(most, table.get(streamOf(on))?.get(letter) ?? 0);
  return most;
}
