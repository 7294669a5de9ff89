import { NewestFirstMap } from '../../../sim/index.ts';
import type { L4Protocol, Packet, Socket } from '../../network/index.ts';
import { isReopened, type TcpState, tcpStep } from './tcp-state.ts';

/** Source and destination of one direction of a connection. */
export interface Tuple {
  readonly protocol: L4Protocol;
  readonly source: Socket;
  readonly destination: Socket;
  /** Where it stands in the table; equal tuples have the same, others hardly ever. */
  readonly hash: number;
}

const HASH_FACTOR = 0x01000193;

function hashed({ ip, port }: Socket, start: number): number {
  let hash = Math.imul(start ^ port, HASH_FACTOR);
  for (let i = 0; i < ip.length; i++) hash = Math.imul(hash ^ ip.charCodeAt(i), HASH_FACTOR);
  return hash;
}

/** A tuple of these. */
export function tuple(protocol: L4Protocol, source: Socket, destination: Socket): Tuple {
  const hash = hashed(destination, hashed(source, PROTOCOL_NUMBER[protocol]));
  // 30 bits, which engines keep without a box.
  return { protocol, source, destination, hash: (hash ^ (hash >>> 15)) & 0x3fff_ffff };
}

/** One entry: the tuple as it came, and the tuple that answers have. Where they are no mirror images, there is NAT. */
export interface Connection {
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly tcp: TcpState | undefined;
  readonly seenReply: boolean;
  readonly assured: boolean;
  /** Virtual ms of its first packet. */
  readonly since: number;
  /** Virtual ms at which it is forgotten. */
  readonly expires: number;
}

/** The connection table of a machine: every connection stands under both of its tuples. */
export interface ConntrackTable {
  /** By the hashes of their tuples; those with the same hash stand in one list. */
  readonly entries: NewestFirstMap<number, readonly Connection[] | Connection>;
  /** When so many keys are reached, those that have run out are swept away. */
  readonly sweepAt: number;
  /** Virtual ms before which none runs out, so that looking for such is no use. */
  readonly firstExpiry: number;
}

const PROTOCOL_NUMBER = { icmp: 1, tcp: 6, udp: 17, sctp: 132 } as const;

/** Seconds for which Linux keeps an entry by default (net.netfilter.nf_conntrack_*_timeout). */
const TIMEOUT = {
  tcp: {
    SYN_SENT: 120,
    SYN_RECV: 60,
    ESTABLISHED: 432_000,
    FIN_WAIT: 120,
    CLOSE_WAIT: 60,
    LAST_ACK: 30,
    TIME_WAIT: 120,
    CLOSE: 10,
    SYN_SENT2: 120,
  },
  /** A connection that was picked up in the middle and has seen no answer. */
  tcpUnacknowledged: 300,
  udp: { few: 30, stream: 120 },
  icmp: 30,
  sctp: 210,
} as const;

/** A UDP conversation that still goes on after so many ms is a stream, and is kept longer. */
const STREAM_AFTER = 2000;

/** Keys below which the table is never swept. */
const LEAST_SWEEP = 4096;

export const emptyTable: ConntrackTable = {
  entries: NewestFirstMap.empty(),
  sweepAt: LEAST_SWEEP,
  firstExpiry: Number.POSITIVE_INFINITY,
};

/** The tuple of a packet as it stands. */
export function tupleOf({ protocol, source, destination }: Packet): Tuple {
  return tuple(protocol, source, destination);
}

/** The tuple of an answer to this one, without NAT. */
export function inverted({ protocol, source, destination }: Tuple): Tuple {
  return tuple(protocol, destination, source);
}

/** Whether two ends are the same. */
export const sameSocket = (one: Socket, other: Socket): boolean => one.port === other.port && one.ip === other.ip;

/** Whether two tuples are the same. */
export const sameTuple = (one: Tuple, other: Tuple): boolean =>
  one === other ||
  (one.hash === other.hash &&
    sameSocket(one.source, other.source) &&
    sameSocket(one.destination, other.destination) &&
    one.protocol === other.protocol);

/** Whether the destination of a connection is rewritten. */
export const isDnat = ({ original, reply }: Connection): boolean => !sameSocket(original.destination, reply.source);

/** Whether the source of a connection is rewritten. */
export const isSnat = ({ original, reply }: Connection): boolean => !sameSocket(original.source, reply.destination);

/** A connection and the direction in which a tuple runs. */
export interface Found {
  readonly connection: Connection;
  readonly forward: boolean;
}

/** The live connection of a tuple. */
export function lookUp(table: ConntrackTable, tuple: Tuple, now: number): Found | undefined {
  const found = table.entries.get(tuple.hash);
  if (!found) return undefined;
  for (const connection of listOf(found)) {
    if (connection.expires <= now) continue;
    if (sameTuple(connection.original, tuple)) return { connection, forward: true };
    if (sameTuple(connection.reply, tuple)) return { connection, forward: false };
  }
  return undefined;
}

type Entry = readonly Connection[] | Connection;

const listOf = (entry: Entry): readonly Connection[] => ('original' in entry ? [entry] : entry);

/** Whether conntrack takes a packet that belongs to no connection for the first of one: anything but an answer or an end. */
export function opens({ protocol, flags = [], icmp }: Packet): boolean {
  if (protocol === 'tcp') return tcpStep(undefined, flags, true) !== 'invalid';
  return icmp === undefined || icmp.type === 'echo-request';
}

/** A connection of a first packet, not yet in the table; `to` is the destination that a rule has given it, if one has. */
export function opened(
  original: Tuple,
  { flags = [] }: Packet,
  now: number,
  to: Socket = original.destination,
): Connection {
  const { protocol, source } = original;
  const step = protocol === 'tcp' ? tcpStep(undefined, flags, true) : 'invalid';
  const tcp = step === 'invalid' || step === 'ignored' ? undefined : step;
  const reply = tuple(protocol, to, source);
  const expires = now + seconds(protocol, tcp, false, 0) * 1000;
  return { original, reply, tcp, seenReply: false, assured: false, since: now, expires };
}

function withTimeout(connection: Connection, now: number): Connection {
  const { original, tcp, seenReply, since } = connection;
  return { ...connection, expires: now + seconds(original.protocol, tcp, seenReply, now - since) * 1000 };
}

function seconds(protocol: L4Protocol, tcp: TcpState | undefined, seenReply: boolean, age: number): number {
  if (tcp) return tcp === 'ESTABLISHED' && !seenReply ? TIMEOUT.tcpUnacknowledged : TIMEOUT.tcp[tcp];
  if (protocol === 'sctp') return TIMEOUT.sctp;
  if (protocol === 'icmp') return TIMEOUT.icmp;
  return seenReply && age > STREAM_AFTER ? TIMEOUT.udp.stream : TIMEOUT.udp.few;
}

/**
 * What another packet makes of its connection: the connection afterwards, whose time begins anew; `over` when it ends it
 * (a reset in answer to the first packet); `reopened` when it starts a new one in its place; `invalid`.
 */
export type Seen =
  | { readonly is: 'seen'; readonly connection: Connection }
  | { readonly is: 'over' | 'reopened' | 'invalid' };

/** Takes another packet of a connection in. Models nf_conntrack_tcp_packet and nf_conntrack_udp_packet. */
export function seen(connection: Connection, packet: Packet, forward: boolean, now: number): Seen {
  if (connection.tcp) return seenTcp({ ...connection, tcp: connection.tcp }, packet, forward, now);
  const seenReply = connection.seenReply || !forward;
  const stream = connection.original.protocol === 'udp' && seenReply && now - connection.since > STREAM_AFTER;
  const assured = connection.assured || stream;
  return { is: 'seen', connection: withTimeout({ ...connection, seenReply, assured }, now) };
}

type TcpConnection = Connection & { readonly tcp: TcpState };

function seenTcp(connection: TcpConnection, { flags = [] }: Packet, forward: boolean, now: number): Seen {
  const step = tcpStep(connection.tcp, flags, forward);
  if (step === 'invalid') return { is: 'invalid' };
  if (isReopened(connection.tcp, step)) return { is: 'reopened' };
  if (step === 'ignored') return { is: 'seen', connection };
  if (!connection.seenReply && flags.includes('RST')) return { is: 'over' };
  const seenReply = connection.seenReply || !forward;
  const settled = connection.tcp === 'SYN_RECV' || connection.tcp === 'ESTABLISHED';
  const assured = connection.assured || (connection.seenReply && settled && step === 'ESTABLISHED');
  return { is: 'seen', connection: withTimeout({ ...connection, tcp: step, seenReply, assured }, now) };
}

/** The table with a connection under both of its tuples. */
export function remembered(table: ConntrackTable, connection: Connection, now: number): ConntrackTable {
  const { original, reply, expires } = connection;
  const entries = table.entries.update(original.hash, among, connection).update(reply.hash, among, connection);
  const firstExpiry = Math.min(table.firstExpiry, expires);
  const isFull = entries.size >= table.sweepAt && firstExpiry <= now;
  return isFull ? swept(entries, now) : { entries, sweepAt: table.sweepAt, firstExpiry };
}

/** A connection among those of the same hash, in the place of any other that has one of its tuples. */
function among(known: Entry | undefined, connection: Connection): Entry {
  if (known === undefined || ('original' in known && sameTuple(known.original, connection.original))) return connection;
  const others = without(known, connection);
  return others.length === 0 ? connection : [...others, connection];
}

function taken(entries: ConntrackTable['entries'], { hash }: Tuple, connection: Connection): ConntrackTable['entries'] {
  const known = entries.get(hash);
  if (known === undefined) return entries;
  const [first, ...others] = without(known, connection);
  if (!first) return entries.delete(hash);
  return entries.set(hash, others.length === 0 ? first : [first, ...others]);
}

/** Those of an entry that have neither tuple of a connection. */
function without(entry: Entry, { original, reply }: Connection): readonly Connection[] {
  const isOther = (one: Tuple): boolean => !sameTuple(one, original) && !sameTuple(one, reply);
  return listOf(entry).filter((one) => isOther(one.original) && isOther(one.reply));
}

function swept(entries: ConntrackTable['entries'], now: number): ConntrackTable {
  const gone: Connection[] = [];
  let firstExpiry = Number.POSITIVE_INFINITY;
  for (const connection of all(entries)) {
    if (connection.expires <= now) gone.push(connection);
    else firstExpiry = Math.min(firstExpiry, connection.expires);
  }
  const left = gone.reduce(forgotten, { entries, sweepAt: 0, firstExpiry });
  return { ...left, sweepAt: Math.max(LEAST_SWEEP, left.entries.size * 2) };
}

/** The table without a connection. */
export function forgotten(table: ConntrackTable, connection: Connection): ConntrackTable {
  const { original, reply } = connection;
  return { ...table, entries: taken(taken(table.entries, original, connection), reply, connection) };
}

/** The table without the connections that a program wants gone (`conntrack -D`). */
export function withoutConnections(table: ConntrackTable, gone: (connection: Connection) => boolean): ConntrackTable {
  return [...all(table.entries)].filter(gone).reduce(forgotten, table);
}

/** Whether no live connection answers with this tuple, so that a new one may. */
export function isFree(table: ConntrackTable, reply: Tuple, now: number): boolean {
  return lookUp(table, reply, now) === undefined;
}

/** Every connection once. */
function* all(entries: ConntrackTable['entries']): Generator<Connection> {
  for (const [hash, entry] of entries.entries())
    for (const connection of listOf(entry)) if (connection.original.hash === hash) yield connection;
}

const orderOf = ({ protocol, source, destination }: Tuple): string =>
  `${source.port} ${destination.port} ${source.ip} ${destination.ip} ${protocol}`;

/** Each live connection once, by the text of its ports and addresses. */
export function connections({ entries }: ConntrackTable, now: number): Connection[] {
  const live = [...all(entries)].filter((one) => one.expires > now);
  const named = live.map((one) => [orderOf(one.original), one] as const);
  return named.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, connection]) => connection);
}

function printTuple({ protocol, source, destination }: Tuple, reply: boolean): string {
  const ports =
    protocol === 'icmp'
      ? `type=${reply ? 0 : 8} code=0 id=${reply ? destination.port : source.port}`
      : `sport=${source.port} dport=${destination.port}`;
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
    printTuple(original, false),
  ];
  const marks = [
    ...(seenReply ? [] : ['[UNREPLIED]']),
    printTuple(reply, true),
    ...(assured ? ['[ASSURED]'] : []),
    'mark=0',
  ];
  return [...parts, ...marks].join(' ');
}

/** Whether a packet answers one that opened a live connection, or is an error about one that did. */
export function answersKnown(table: ConntrackTable, packet: Packet, now: number): boolean {
  const about = packet.icmp?.about;
  const found = lookUp(table, about ? inverted(tupleOf(about)) : tupleOf(packet), now);
  return found !== undefined && !found.forward;
}
