import type { ConversationRecord, FlightRecord } from '../../cluster/world.ts';
import type { Conversation, Flight } from '../protocol.ts';
import { labelOf, shapeOf } from './flight-label.ts';
import { type EndpointsBehind, legsOf, routesOf, type ServiceRoute } from './legs.ts';
import { marksOf } from './marks.ts';
import { outcomeOf } from './outcome.ts';
import { staysOf } from './stays.ts';

const isReset = (flight: FlightRecord | undefined): boolean => flight?.walk.packet.flags?.includes('RST') ?? false;

function flightOf(record: ConversationRecord, index: number, routes: ReadonlyMap<string, ServiceRoute>): Flight {
  const flight = record.flights[index] as FlightRecord;
  const { walk, reply, id } = flight;
  const legs = legsOf(record, flight, routes);
  const marks = marksOf(flight, legs, isReset(record.flights[index + 1]));
  return {
    id,
    shape: shapeOf(walk.packet),
    reply,
    label: labelOf(walk.packet),
    from: walk.from,
    to: walk.to,
    legs,
    stays: staysOf(walk),
    marks,
    end: walk.end.end,
  };
}

/** A conversation as the chart and the timeline draw it. */
export function conversationOf(record: ConversationRecord, letter: string, endpoints: EndpointsBehind): Conversation {
  const routes = routesOf(record, endpoints);
  const flights = record.flights.map((_, i) => flightOf(record, i, routes));
  const outcome = outcomeOf(record);
  const { id, client, caller, number, request, from } = record;
  const to = Math.max(from, outcome?.at ?? from, ...flights.map((flight) => flight.to));
  const clientName = client.split('/').at(-1) ?? client;
  return {
    id,
    client,
    caller,
    clientName,
    request,
    letter,
    number,
    from,
    to,
    flights,
    ...(outcome && { outcome }),
  };
}
