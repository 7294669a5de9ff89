import { type Connection, connections, printConnection } from '../../cluster/node/netfilter/index.ts';
import type { World } from '../../cluster/world.ts';
import type { ConntrackDetail, ConntrackView } from '../protocol.ts';

type Tuple = Connection['original'];

const differs = (one: Tuple['source'], other: Tuple['source']): boolean =>
  one.ip !== other.ip || one.port !== other.port;

/** An answer to an untouched packet comes from where that went, to where it came from. */
function natOf({ original, reply }: Connection): ConntrackView['nat'] {
  const dnat = differs(reply.source, original.destination) ? (['dnat'] as const) : [];
  const snat = differs(reply.destination, original.source) ? (['snat'] as const) : [];
  return [...dnat, ...snat];
}

function viewOf(connection: Connection, now: number): ConntrackView {
  const { original, reply, tcp, seenReply } = connection;
  const tuple = ({ source, destination }: Connection['original']): string =>
    `src=${source.ip} dst=${destination.ip} sport=${source.port} dport=${destination.port}`;
  return {
    protocol: original.protocol,
    state: tcp ?? (seenReply ? 'replied' : 'unreplied'),
    original: tuple(original),
    reply: tuple(reply),
    nat: natOf(connection),
    timeout: Math.ceil((connection.expires - now) / 1000),
    line: printConnection(connection, now),
  };
}

/** The newest entries of a node's connection table; a table of thousands is not for reading. */
const MOST_ENTRIES = 500;

/** The connection table of a node, the entry that lives longest (and so was used last) first. */
export function conntrackDetail(node: string, world: World): ConntrackDetail {
  const table = world.kernels.get(node)?.conntrack;
  const entries = table ? connections(table, world.now) : [];
  const newest = entries.sort((one, other) => other.expires - one.expires).slice(0, MOST_ENTRIES);
  return { of: 'conntrack', node, entries: newest.map((connection) => viewOf(connection, world.now)) };
}
