import { type DnsAnswer, type DnsQuery, INITIAL_TTL, type Packet, type TcpFlag } from '../network/index.ts';

/** Somebody with an address who may be asked: a Pod, a machine, a server outside. */
export interface Host {
  /** Who says that it answered: a Pod's name, `node-1`, `erp`. */
  readonly name: string;
  /** Whether something listens on a port of the address that was dialled. */
  listens(protocol: 'TCP' | 'UDP', port: number, ip: string): boolean;
  /** What it answers to an HTTP request; absent: 200 whatever is asked. */
  http?(path: string): { readonly status: number };
  /** Virtual ms that it takes to answer what it is asked. */
  readonly delay?: number;
  /** A name server's answer to a question; absent when the host is none. */
  answer?(query: DnsQuery): DnsAnswer;
}

/** A packet back to the sender of this one. */
export function replyTo(packet: Packet, rest: Partial<Packet>): Packet {
  const { protocol, source, destination } = packet;
  return { protocol, source: destination, destination: source, ttl: INITIAL_TTL, ...rest };
}

const flags = (...set: TcpFlag[]): { flags: readonly TcpFlag[] } => ({ flags: set });

/** The answer to a line of text, or to an HTTP request: who it is, and whom it sees. */
function told(host: Host, { payload, source }: Packet): Packet['payload'] {
  const { name } = host;
  const seen = { servedBy: name, seenSource: source.ip };
  if (payload?.kind === 'http-request')
    return { kind: 'http-response', status: host.http?.(payload.path).status ?? 200, ...seen };
  return payload?.kind === 'text' ? { kind: 'text', text: `hello from ${name}`, ...seen } : undefined;
}

function tcpAnswer(host: Host, packet: Packet): Packet | undefined {
  const { ip, port } = packet.destination;
  if ((packet.flags ?? []).includes('SYN'))
    return replyTo(packet, host.listens('TCP', port, ip) ? flags('SYN', 'ACK') : flags('RST', 'ACK'));
  const payload = told(host, packet);
  return payload && replyTo(packet, { ...flags('PSH', 'ACK'), payload });
}

function udpAnswer(host: Host, packet: Packet): Packet | undefined {
  const { payload, destination } = packet;
  if (!host.listens('UDP', destination.port, destination.ip)) {
    const icmp = { type: 'destination-unreachable', code: 'port-unreachable', about: packet } as const;
    return { ...replyTo(packet, { protocol: 'icmp', icmp }), source: { ip: destination.ip, port: 0 } };
  }
  const answer = payload?.kind === 'dns-query' ? host.answer?.(payload) : told(host, packet);
  return answer && replyTo(packet, { payload: answer });
}

/** What a host answers to a packet that has reached it; nothing when no answer is due. */
export function hostAnswer(host: Host, packet: Packet): Packet | undefined {
  switch (packet.protocol) {
    case 'tcp':
      return tcpAnswer(host, packet);
    case 'udp':
      return udpAnswer(host, packet);
    case 'icmp':
      return packet.icmp?.type === 'echo-request' ? replyTo(packet, { icmp: { type: 'echo-reply' } }) : undefined;
    case 'sctp':
      return undefined;
  }
}
