import {
  type Connection,
  connections,
  iptablesSave,
  type KernelState,
  nftListTable,
  packetsThrough,
  printConnection,
} from '../../cluster/node/netfilter/index.ts';
import type { World } from '../../cluster/world.ts';
import type { ConntrackDetail, ConntrackView, RuleLine, RulesDetail } from '../protocol.ts';

function savedLines({ rules, counters }: KernelState): RuleLine[] {
  const packets = packetsThrough(counters);
  return iptablesSave(rules).map(({ text, table, chain, origin }) => ({
    text,
    table,
    chain,
    origin,
    packets: packets(table, chain, text),
  }));
}

function listedLines({ nftables, counters }: KernelState): RuleLine[] {
  const packets = packetsThrough(counters);
  return nftables.flatMap((table) =>
    nftListTable(table).map(({ text, within, isPart, origin }) => {
      const chain = isPart ? within : '';
      return {
        text,
        table: table.name,
        chain,
        origin,
        packets: packets(`${table.family} ${table.name}`, chain, text.trim()),
      };
    }),
  );
}

/** Everything that a node prints of its rules, with the packets that took each where they are counted. */
export function rulesDetail(node: string, world: World): RulesDetail {
  const kernel = world.kernels.get(node);
  const state = world.proxies.get(node);
  const mode = state?.proxier.mode ?? 'iptables';
  const lines = mode === 'nftables' ? listedLines : savedLines;
  return { of: 'rules', node, mode, lines: kernel ? lines(kernel) : [], syncedAt: state?.syncs.at(-1) ?? 0 };
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
