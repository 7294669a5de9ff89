import { type IcmpMessage, INITIAL_TTL, type MachineConfig, type Packet, sourceTowards } from '../../network/index.ts';
import {
  type Connection,
  type ConntrackTable,
  inverted,
  lookUp,
  sameSocket,
  type Tuple,
  tupleOf,
} from './conntrack.ts';

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

/**
 * The error that a machine sends about a packet in its hands: from the address that was asked for when it is the machine's
 * own, otherwise from the side by which the sender is reached. Errors about errors are never sent (RFC 1122 3.2.2).
 */
export function icmpAnswer(machine: MachineConfig, packet: Packet, code: ErrorCode): Packet | undefined {
  if (packet.icmp?.about) return undefined;
  const { source, destination } = packet;
  const from = machine.isLocal(destination.ip) ? destination.ip : sourceTowards(machine, source.ip);
  return icmpError(packet, from, code);
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

/** The quoted packet as the one who sent it knows it. */
const asSent = ({ connection, towardsOpener }: RelatedError): Tuple =>
  towardsOpener ? connection.original : connection.reply;

/** PREROUTING and OUTPUT: the error goes to who sent the quoted packet, whose source is put right. */
export function withQuotedSource(packet: Packet, error: RelatedError): Packet {
  const { icmp } = packet;
  const { source } = asSent(error);
  if (!icmp?.about || sameSocket(icmp.about.source, source)) return packet;
  const about = { ...icmp.about, source };
  return { ...packet, destination: { ...packet.destination, ip: source.ip }, icmp: { ...icmp, about } };
}

/** POSTROUTING and INPUT: whoever was asked for seems to send it. Models nf_nat_icmp_reply_translation. */
export function withQuotedDestination(packet: Packet, error: RelatedError): Packet {
  const { icmp } = packet;
  const { destination } = asSent(error);
  if (!icmp?.about || sameSocket(icmp.about.destination, destination)) return packet;
  const about = { ...icmp.about, destination };
  return { ...packet, source: { ...packet.source, ip: destination.ip }, icmp: { ...icmp, about } };
}
