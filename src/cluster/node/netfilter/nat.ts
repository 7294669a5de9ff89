import type { Packet, Socket } from '../../network/index.ts';
import { type Connection, type ConntrackTable, isFree, type Tuple } from './conntrack.ts';

/** `10.244.1.7:8080` as a socket. */
export function socketOf(text: string): Socket {
  const at = text.lastIndexOf(':');
  return { ip: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
}

/** The half of a connection's NAT that is done before routing: the destination. */
export function withDestination(packet: Packet, { original, reply }: Connection, forward: boolean): Packet {
  const destination = forward ? reply.source : original.source;
  return same(packet.destination, destination) ? packet : { ...packet, destination };
}

/** The half that is done last: the source. */
export function withSource(packet: Packet, { original, reply }: Connection, forward: boolean): Packet {
  const source = forward ? reply.destination : original.destination;
  return same(packet.source, source) ? packet : { ...packet, source };
}

const same = (one: Socket, other: Socket): boolean => one.ip === other.ip && one.port === other.port;

/** Ports that MASQUERADE may choose. */
const FIRST_PORT = 1024;
const PORTS = 65_536 - FIRST_PORT;

/** How MASQUERADE chooses a port: `attempt` counts from 0; undefined keeps the packet's own port for the first attempt. */
export type PortChoice = (attempt: number) => number | undefined;

/** A source for masquerading: this address and a port, the packet's own or a drawn one, that no other connection to the same place uses. */
export function masqueraded(table: ConntrackTable, reply: Tuple, ip: string, now: number, choose: PortChoice): Tuple {
  for (let attempt = 0; attempt < 128; attempt++) {
    const drawn = choose(attempt);
    const port = drawn === undefined ? reply.destination.port : FIRST_PORT + Math.floor(drawn * PORTS);
    const candidate = { ...reply, destination: { ip, port } };
    if (isFree(table, candidate, now)) return candidate;
  }
  return { ...reply, destination: { ip, port: reply.destination.port } };
}
