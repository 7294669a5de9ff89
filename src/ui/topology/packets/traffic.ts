import type { Conversation, Flight, Instant } from '../../../worker/protocol.ts';
import type { Point } from '../layout/polyline.ts';
import type { Sheet } from '../layout/sheet.ts';
import { hopBefore, type Itinerary, placeAt } from './itinerary.ts';
import type { LaneTable } from './lanes.ts';
import { type Routes, routesOn } from './routes.ts';
import { eachUnderWay } from './under-way.ts';

/** One packet as it is at an instant. */
export interface Travelling extends Point {
  readonly conversation: Conversation;
  readonly flight: Flight;
  readonly itinerary: Itinerary;
  /** The instant at which the packet is drawn: `now`, or its last hop. */
  readonly at: Instant;
  /** 1 while it flies; after its end it fades to 0. */
  readonly presence: number;
  /** As `presence`, for the road behind it, which stays a little longer. */
  readonly wake: number;
  readonly selected: boolean;
}

/** How traffic is looked at. Times of effects are in virtual milliseconds. */
export interface Look {
  readonly now: Instant;
  readonly layout: Sheet;
  readonly lanes: LaneTable;
  readonly conversations: Iterable<Conversation>;
  /** Virtual milliseconds in which a finished packet fades. */
  readonly fade: Instant;
  /** As `fade`, for a packet that died and the mark it left. */
  readonly linger: Instant;
  readonly discrete: boolean;
  readonly selected: { readonly conversation: string; readonly flight: string | undefined } | undefined;
}

/** A packet that got somewhere is gone sooner than the road behind it; one that died on the way stays lying there. */
const GLYPH_PART = 0.35;

function isSelected(look: Look, conversation: Conversation, flight: Flight): boolean {
  const { selected } = look;
  return selected?.conversation === conversation.id && (selected.flight === undefined || selected.flight === flight.id);
}

function stateOf(look: Look, routes: Routes, conversation: Conversation, flight: Flight): Travelling | undefined {
  const died = flight.end !== 'delivered';
  const lies = flight.end === 'dropped' || flight.end === 'lost';
  const stays = died ? look.linger : look.fade;
  const over = look.now - flight.to;
  if (look.now < flight.from || (over >= 0 && over >= stays)) return undefined;
  const itinerary = routes(conversation.letter, flight);
  const at = look.discrete ? hopBefore(itinerary, look.now, flight) : look.now;
  const place = placeAt(itinerary, at);
  if (place === undefined) return undefined;
  const left = over <= 0 ? 1 : 1 - over / stays;
  const glyph = over <= 0 ? 1 : 1 - over / (lies ? stays : look.fade * GLYPH_PART);
  const selected = isSelected(look, conversation, flight);
  return {
    conversation,
    flight,
    itinerary,
    at,
    x: place.x,
    y: place.y,
    presence: Math.max(0, glyph),
    wake: left,
    selected,
  };
}

/** All packets that are to be seen at an instant, selected ones last so that they are drawn on top. */
export function trafficAt(look: Look): readonly Travelling[] {
  const all: Travelling[] = [];
  const chosen: Travelling[] = [];
  const routes = routesOn(look.layout, look.lanes);
  const longest = Math.max(look.fade, look.linger);
  for (const conversation of look.conversations) {
    if (conversation.from > look.now || conversation.to + longest < look.now) continue;
    eachUnderWay(conversation, look.now, longest, (flight) => {
      const state = stateOf(look, routes, conversation, flight);
      if (state !== undefined) (state.selected ? chosen : all).push(state);
    });
  }
  return chosen.length === 0 ? all : all.concat(chosen);
}
