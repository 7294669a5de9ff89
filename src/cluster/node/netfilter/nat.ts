import type { Packet } from '../../network/index.ts';
import { type Connection, type ConntrackTable, isFree, sameSocket, type Tuple, tuple } from './conntrack.ts';

/** The half of a connection's NAT that is done before routing: the destination. */
export function withDestination(packet: Packet, { original, reply }: Connection, forward: boolean): Packet {
  const destination = forward ? reply.source : original.source;
  return sameSocket(packet.destination, destination) ? packet : { ...packet, destination };
}

/** The half that is done last: the source. */
export function withSource(packet: Packet, { original, reply }: Connection, forward: boolean): Packet {
  const source = forward ? reply.destination : original.destination;
  return sameSocket(packet.source, source) ? packet : { ...packet, source };
}

/** Ports that a source may get: of the same kind as the one it had (nf_nat_l4proto_unique_tuple). */
function portsLike({ protocol }: Tuple, port: number): readonly [first: number, count: number] {
  if (protocol === 'icmp') return [0, 65_536];
  if (port >= 1024) return [1024, 64_512];
  return port < 512 ? [1, 511] : [600, 424];
}

/** Draws for one packet: a number in [0, 1) for each attempt, counted from 0. */
export type Draw = (attempt: number) => number;

/** Attempts before a port that is in use is taken after all. */
const MOST_ATTEMPTS = 128;

/**
 * A reply tuple that no other connection has, with answers to `ip`: the port stays as it is while it is free, unless
 * `random` asks for a drawn one. Models get_unique_tuple in net/netfilter/nf_nat_core.c.
 */
export function uniqueReply(
  table: ConntrackTable,
  reply: Tuple,
  ip: string,
  now: number,
  random: boolean,
  draw: Draw,
): Tuple {
  const { port } = reply.destination;
  const { protocol, source } = reply;
  const kept = ip === reply.destination.ip ? reply : tuple(protocol, source, { ip, port });
  if (!random && isFree(table, kept, now)) return kept;
  const [first, count] = portsLike(reply, port);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const candidate = tuple(protocol, source, { ip, port: first + Math.floor(draw(attempt) * count) });
    if (isFree(table, candidate, now)) return candidate;
  }
  return kept;
}
