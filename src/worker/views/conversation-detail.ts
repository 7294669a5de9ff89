import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { Packet, Place, Reading, Step } from '../../cluster/network/index.ts';
import type { ConversationRecord } from '../../cluster/world.ts';
import type { ConversationDetail, Header, HopView, ReadRule } from '../protocol.ts';
import { labelOf } from './flight-label.ts';
import { serviceOf } from './slice-service.ts';

const socket = ({ ip, port }: Packet['source'], isIcmp: boolean): string => (isIcmp ? ip : `${ip}:${port}`);

function header(packet: Packet): Header {
  const isIcmp = packet.protocol === 'icmp';
  return {
    source: socket(packet.source, isIcmp),
    destination: socket(packet.destination, isIcmp),
    protocol: packet.protocol.toUpperCase(),
    info: labelOf(packet),
    ttl: packet.ttl,
  };
}

const nameOf = (host: string): string => host.split('/').at(-1) ?? host;

function placeName(place: Place): string {
  switch (place.at) {
    case 'socket':
      return nameOf(place.host);
    case 'kernel':
      return `${place.node} ${place.hook}`;
    case 'wire':
      return `wire ${place.from} → ${place.to}`;
  }
}

/** A reading as plain data; for an EndpointSlice also the Service that it belongs to now, when there is one. */
function readRule({ table, chain, text, taken, drawn, origin }: Reading, read: Reader): ReadRule {
  const service = serviceOf(origin.object, read);
  const from = { ...origin, ...(service !== '' && { service }) };
  return { table, chain, text, taken, ...(drawn !== undefined && { drawn }), origin: from };
}

function hopOf(step: Step, read: Reader): HopView {
  const { place, from, to, before, after, says, readings, passedOver, conntrack } = step;
  return {
    at: from,
    to,
    place: placeName(place),
    node: place.at === 'kernel' ? place.node : '',
    before: header(before),
    after: header(after),
    says,
    read: readings.map((reading) => readRule(reading, read)),
    passedOver,
    ...(conntrack !== undefined && { conntrack }),
  };
}

/** Every hop of every packet of a conversation. */
export function conversationDetail(
  id: string,
  record: ConversationRecord | undefined,
  read: Reader,
): ConversationDetail {
  const flights = (record?.flights ?? []).map((flight) => ({
    id: flight.id,
    label: labelOf(flight.walk.packet),
    reply: flight.reply,
    hops: flight.walk.steps.map((step) => hopOf(step, read)),
  }));
  return { of: 'conversation', id, flights };
}
