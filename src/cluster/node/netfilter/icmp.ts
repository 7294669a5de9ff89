import { type IcmpMessage, INITIAL_TTL, type Packet } from '../../network/index.ts';
import { type Connection, type ConntrackTable, inverted, lookUp, tupleOf } from './conntrack.ts';

/** Why a packet could not go on. */
export type ErrorCode = NonNullable<IcmpMessage['code']>;

/** An ICMP error about a packet, sent by `from` to whoever sent it (RFC 792, RFC 1812 4.3.2). */
export function icmpError(about: Packet, from: string, code: ErrorCode): Packet {
  const type = code === 'ttl-exceeded' ? 'time-exceeded' : 'destination-unreachable';
  return {
    protocol: 'icmp',
    source: { ip: from, port: 0 },
    destination: { ip: about.source.ip, port: 0 },
    ttl: INITIAL_TTL,
    icmp: { type, code, about },
  };
}

/** An error that belongs to a connection of this machine, and whether it travels towards the one who opened it. */
export interface RelatedError {
  readonly connection: Connection;
  readonly towardsOpener: boolean;
}

/** The connection that an ICMP error is about: the packet it quotes is one of the connection's as it left here. */
export function relatedTo(table: ConntrackTable, { icmp }: Packet, now: number): RelatedError | undefined {
  if (!icmp?.about) return undefined;
  const found = lookUp(table, inverted(tupleOf(icmp.about)), now);
  return found && { connection: found.connection, towardsOpener: !found.forward };
}

/** The error with NAT undone, outside and in the packet that it quotes, as the opener would know the connection. */
export function untranslated(packet: Packet, { connection, towardsOpener }: RelatedError): Packet {
  const { icmp } = packet;
  if (!icmp?.about) return packet;
  const opener = towardsOpener ? connection.original : inverted(connection.reply);
  const quoted = towardsOpener ? opener : inverted(opener);
  const about = { ...icmp.about, source: quoted.source, destination: quoted.destination };
  const translatedHere = opener.destination.ip !== connection.reply.source.ip;
  return {
    ...packet,
    source: translatedHere ? { ...packet.source, ip: opener.destination.ip } : packet.source,
    destination: { ...packet.destination, ip: quoted.source.ip },
    icmp: { ...icmp, about },
  };
}
