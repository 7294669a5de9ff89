import type { Flight } from '../../../worker/protocol.ts';
import type { Sheet } from '../layout/sheet.ts';
import { type Itinerary, itineraryOf } from './itinerary.ts';
import { type LaneTable, laneOf } from './lanes.ts';

/** The itinerary of a flight of a conversation of a letter. */
export type Routes = (letter: string, flight: Flight) => Itinerary;

const known = new WeakMap<Sheet, WeakMap<LaneTable, Routes>>();

function surveyed(layout: Sheet, lanes: LaneTable): Routes {
  const drawn = new WeakMap<Flight, Itinerary>();
  return (letter, flight) => {
    const old = drawn.get(flight);
    if (old !== undefined) return old;
    const fresh = itineraryOf(flight, layout, laneOf(lanes, letter, flight, layout.lens));
    drawn.set(flight, fresh);
    return fresh;
  };
}

/** Where flights lead on a layout with these lanes; each is drawn up once. */
export function routesOn(layout: Sheet, lanes: LaneTable): Routes {
  const ofLayout = known.get(layout) ?? new WeakMap<LaneTable, Routes>();
  known.set(layout, ofLayout);
  const routes = ofLayout.get(lanes) ?? surveyed(layout, lanes);
  ofLayout.set(lanes, routes);
  return routes;
}
