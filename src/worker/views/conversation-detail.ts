import type { Packet, Place, Step } from '../../cluster/network/index.ts';
import type { ConversationRecord } from '../../cluster/world.ts';
import type { ConversationDetail, Header, HopView } from '../protocol.ts';
import { labelOf } from './flight-label.ts';

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

function hopOf({ place, from, to, before, after, says, readings, passedOver, conntrack }: Step): HopView {
  return {
    at: from,
    to,
    place: placeName(place),
    node: place.at === 'kernel' ? place.node : '',
    before: header(before),
    after: header(after),
    says,
    read: readings,
    passedOver,
    ...(conntrack !== undefined && { conntrack }),
  };
}

/** Every hop of every packet of a conversation. */
export function conversationDetail(id: string, record: ConversationRecord | undefined): ConversationDetail {
  const flights = (record?.flights ?? []).map((flight) => ({
    id: flight.id,
    label: labelOf(flight.walk.packet),
    reply: flight.reply,
    hops: flight.walk.steps.map(hopOf),
  }));
  return { of: 'conversation', id, flights };
}
