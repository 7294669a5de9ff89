import { type Connection, printConnection } from '../../../src/cluster/node/netfilter/index.ts';
import { textDifference } from '../difference.ts';
import type { PacketLab } from './packet-lab.ts';
import type { Probe } from './surroundings.ts';

/** A block of `expect/conntrack.txt`: how one more connection came out, and its entries on each node. */
export interface Trace {
  readonly mode: string;
  /** `browser -> tcp://10.96.20.10:80: connected cart-c:8080, source seen 10.244.1.9:<client-port>` */
  readonly headline: string;
  /** `node-1: tcp 6 ESTABLISHED …`, one line each. */
  readonly entries: readonly string[];
}

/** Connections with which the one that is traced is played again until chance leads it to the recorded backend. */
const MOST_PLAYED = 400;

/**
 * Reads the file. While a connection is open its entries are not in TIME_WAIT: such ones are of an earlier connection that
 * had ended and had used the same port, and the README wants "the entries of one extra connection".
 */
export function recordedTraces(text: string): Trace[] {
  return text.split(/\n(?=# )/).flatMap((block) => {
    const [head = '', ...rest] = block.trim().split('\n');
    const [, mode = '', headline = ''] = /^# (\w+): (.*)$/.exec(head) ?? [];
    const isOpen = / -> tcp:.*: connected /.test(headline);
    const entries = rest.filter((line) => line !== '' && !(isOpen && line.includes(' TIME_WAIT ')));
    return head === '' ? [] : [{ mode, headline, entries }];
  });
}

/** The port that the caller chose, and any that masquerading drew: neither is a port that somebody serves. */
function nameless(text: string, client: number, drawn: ReadonlySet<number>): string {
  return text.replace(/((?:sport|dport|id)=|:)(\d+)(?![\d.])/g, (whole, before: string, digits: string) => {
    if (Number(digits) === client) return `${before}<client-port>`;
    return drawn.has(Number(digits)) ? `${before}<random-port>` : whole;
  });
}

/** Ports of callers, as the reply tuples have them, that are not the caller's own. */
function drawnPorts(entries: Iterable<Connection>, client: number): ReadonlySet<number> {
  const ports = [...entries].flatMap(({ original, reply }) => [original.source.port, reply.destination.port]);
  return new Set(ports.filter((port) => port !== client));
}

function played(lab: PacketLab, probe: Probe): Trace {
  const { met, port, entries } = lab.traced(probe);
  const drawn = drawnPorts([...entries.values()].flat(), port);
  const printed = lab.nodes.flatMap((node) => {
    const lines = (entries.get(node) ?? []).map((entry) => `${node}: ${printConnection(entry)}`).sort();
    return lines.length === 0 ? [`${node}: -`] : lines;
  });
  const seen = met.backend === undefined ? '' : ` ${met.backend}, source seen ${met.sourceSeen}:${met.sourcePort}`;
  return {
    mode: '',
    headline: nameless(`${probe.from} -> ${probe.to}: ${met.outcome}`, port, new Set()) + nameless(seen, port, drawn),
    entries: printed.map((line) => nameless(line, port, drawn)),
  };
}

/** Plays one more connection of a probe, with the recorded backend, and compares what the nodes hold of it. */
export function traceDifference(lab: PacketLab, probe: Probe, recorded: Trace | undefined): string | undefined {
  if (!recorded) return 'no connection was recorded for this probe';
  let trace = played(lab, probe);
  for (let i = 0; i < MOST_PLAYED && trace.headline !== recorded.headline; i++) trace = played(lab, probe);
  const text = ({ headline, entries }: Trace): string => `${headline}\n${[...entries].sort().join('\n')}\n`;
  return textDifference(`conntrack of ${probe.from} -> ${probe.to}`, text(trace), text(recorded));
}
