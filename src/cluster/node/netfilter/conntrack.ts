import { PersistentMap } from '../../../sim/index.ts';
import type { L4Protocol, Packet, Socket } from '../../network/index.ts';

/** Source and destination of one direction of a connection. */
export interface Tuple {
  readonly protocol: L4Protocol;
  readonly source: Socket;
  readonly destination: Socket;
}

/** Where a TCP connection stands; other protocols have none. */
export type TcpState = 'SYN_SENT' | 'SYN_RECV' | 'ESTABLISHED' | 'FIN_WAIT' | 'CLOSE';

/** One entry: the tuple as it came, and the tuple that answers have. Where they are no mirror images, there is NAT. */
export interface Connection {
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly tcp?: TcpState;
  readonly seenReply: boolean;
  readonly assured: boolean;
  /** Virtual ms at which it is forgotten. */
  readonly expires: number;
}

/** The connection table of a machine: every connection stands under both of its tuples. */
export type ConntrackTable = PersistentMap<Connection>;

/** Seconds for which Linux keeps an entry by default (net.netfilter.nf_conntrack_*_timeout). */
const TIMEOUT = {
  tcp: { SYN_SENT: 120, SYN_RECV: 60, ESTABLISHED: 432_000, FIN_WAIT: 120, CLOSE: 10 },
  udp: { unreplied: 30, replied: 120 },
  icmp: 30,
  sctp: 210,
} as const;

export const emptyTable: ConntrackTable = PersistentMap.empty<Connection>();

/** The tuple of a packet as it stands. */
export function tupleOf({ protocol, source, destination }: Packet): Tuple {
  return { protocol, source, destination };
}

/** The tuple of an answer to this one, without NAT. */
export function inverted({ protocol, source, destination }: Tuple): Tuple {
  return { protocol, source: destination, destination: source };
}

const text = ({ ip, port }: Socket): string => `${ip} ${port}`;
const key = ({ protocol, source, destination }: Tuple): string => `${protocol} ${text(source)} ${text(destination)}`;

/** Whether two tuples are the same. */
export const sameTuple = (one: Tuple, other: Tuple): boolean => key(one) === key(other);

/** A connection and the direction in which a tuple runs. */
export interface Found {
  readonly connection: Connection;
  readonly forward: boolean;
}

/** The live connection of a tuple. */
export function lookUp(table: ConntrackTable, tuple: Tuple, now: number): Found | undefined {
  const connection = table.get(key(tuple));
  if (!connection || connection.expires <= now) return undefined;
  return { connection, forward: sameTuple(connection.original, tuple) };
}

/** A connection of a first packet, not yet in the table; `reply` is what answers will look like. */
export function opened(original: Tuple, reply: Tuple, now: number): Connection {
  const tcp = original.protocol === 'tcp' ? ({ tcp: 'SYN_SENT' } as const) : {};
  return withTimeout({ original, reply, ...tcp, seenReply: false, assured: false, expires: 0 }, now);
}

function withTimeout(connection: Connection, now: number): Connection {
  return { ...connection, expires: now + seconds(connection) * 1000 };
}

function seconds({ original, tcp, seenReply }: Connection): number {
  if (tcp) return TIMEOUT.tcp[tcp];
  if (original.protocol === 'udp') return seenReply ? TIMEOUT.udp.replied : TIMEOUT.udp.unreplied;
  return original.protocol === 'sctp' ? TIMEOUT.sctp : TIMEOUT.icmp;
}

/** The connection after another packet of it: TCP moves on, and the time it is kept begins anew. */
export function seen(connection: Connection, packet: Packet, forward: boolean, now: number): Connection {
  const tcp = connection.tcp && tcpAfter(connection.tcp, packet, forward);
  const assured = connection.assured || tcp === 'ESTABLISHED' || (!tcp && connection.seenReply && forward);
  return withTimeout({ ...connection, ...(tcp && { tcp }), seenReply: connection.seenReply || !forward, assured }, now);
}

function tcpAfter(state: TcpState, { flags = [] }: Packet, forward: boolean): TcpState {
  if (flags.includes('RST')) return 'CLOSE';
  if (flags.includes('FIN')) return 'FIN_WAIT';
  if (state === 'SYN_SENT' && !forward && flags.includes('SYN')) return 'SYN_RECV';
  return state === 'SYN_RECV' && forward ? 'ESTABLISHED' : state;
}

/** The table with a connection under both of its tuples. */
export function remembered(table: ConntrackTable, connection: Connection): ConntrackTable {
  return table.set(key(connection.original), connection).set(key(connection.reply), connection);
}

/** A reset that answers a connection's first packet ends it at once: Linux keeps no entry of a refused connection. */
export function isRefused({ tcp, seenReply }: Connection, { flags = [] }: Packet): boolean {
  return tcp !== undefined && !seenReply && flags.includes('RST');
}

/** The table without a connection. */
export function forgotten(table: ConntrackTable, connection: Connection): ConntrackTable {
  return table.delete(key(connection.original)).delete(key(connection.reply));
}

/** The table without the connections that `gone` says; one entry or many, as who deletes them wants. */
export function withoutConnections(table: ConntrackTable, gone: (connection: Connection) => boolean): ConntrackTable {
  return [...table.values()].filter(gone).reduce(forgotten, table);
}

/** Whether no live connection answers with this tuple, so that a new one may. */
export function isFree(table: ConntrackTable, reply: Tuple, now: number): boolean {
  return lookUp(table, reply, now) === undefined;
}

/** Each live connection once. */
export function connections(table: ConntrackTable, now: number): Connection[] {
  const live = [...table.entries()].filter(([name, one]) => name === key(one.original) && one.expires > now);
  return live.map(([, connection]) => connection);
}

const PROTOCOL_NUMBER = { icmp: 1, tcp: 6, udp: 17, sctp: 132 } as const;

function printTuple({ protocol, source, destination }: Tuple): string {
  const ports =
    protocol === 'icmp' ? `type=8 code=0 id=${source.port}` : `sport=${source.port} dport=${destination.port}`;
  return `src=${source.ip} dst=${destination.ip} ${ports}`;
}

/** A connection as `conntrack -L` prints it; the seconds left only when `now` is given. */
export function printConnection(connection: Connection, now?: number): string {
  const { original, reply, tcp, seenReply, assured } = connection;
  const left = now === undefined ? [] : [String(Math.max(0, Math.ceil((connection.expires - now) / 1000)))];
  const parts = [
    original.protocol,
    String(PROTOCOL_NUMBER[original.protocol]),
    ...left,
    ...(tcp ? [tcp] : []),
    printTuple(original),
  ];
  const marks = [...(seenReply ? [] : ['[UNREPLIED]']), printTuple(reply), ...(assured ? ['[ASSURED]'] : []), 'mark=0'];
  return [...parts, ...marks].join(' ');
}
