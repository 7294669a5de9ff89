import type { Pod } from '../../api/index.ts';
import { type DnsAnswer, type DnsQuery, INITIAL_TTL, type Packet, type TcpFlag } from '../network/index.ts';

/** What a Pod's programs need from outside to answer. */
export interface ServerPorts {
  /** CoreDNS' answer to a question; absent when the Pod is no name server. */
  answer?(query: DnsQuery): DnsAnswer;
}

/** The port on which an image listens whatever its Pod declares. */
const LISTENS: readonly { readonly image: RegExp; readonly port: number }[] = [
  { image: /(^|\/)random-generator(:|@|$)/, port: 8080 },
  { image: /(^|\/)(nginx|httpd)(:|@|$)/, port: 80 },
];

/**
 * Whether something in the Pod listens on a port: images that we know on their own port, others on the container ports
 * that they declare. Kubernetes itself does not care about `containerPort`; a server that nobody knows has to say.
 */
export function listens(pod: Pod, protocol: 'TCP' | 'UDP', port: number): boolean {
  return pod.spec.containers.some((container) => {
    const known = LISTENS.find(({ image }) => image.test(container.image ?? ''));
    if (known && protocol === 'TCP') return known.port === port;
    return (container.ports ?? []).some((one) => one.containerPort === port && (one.protocol ?? 'TCP') === protocol);
  });
}

/** A packet back to the sender of this one. */
export function replyTo(packet: Packet, rest: Partial<Packet>): Packet {
  const { protocol, source, destination } = packet;
  return { protocol, source: destination, destination: source, ttl: INITIAL_TTL, ...rest };
}

const flags = (...set: TcpFlag[]): { flags: readonly TcpFlag[] } => ({ flags: set });

function tcpAnswer(pod: Pod, packet: Packet): Packet | undefined {
  const asked = packet.flags ?? [];
  if (asked.includes('SYN')) {
    return replyTo(packet, listens(pod, 'TCP', packet.destination.port) ? flags('SYN', 'ACK') : flags('RST', 'ACK'));
  }
  if (packet.payload?.kind !== 'http-request') return undefined;
  const { ip } = packet.source;
  return replyTo(packet, {
    ...flags('PSH', 'ACK'),
    payload: { kind: 'http-response', status: 200, servedBy: pod.metadata.name, seenSource: ip },
  });
}

function udpAnswer(pod: Pod, packet: Packet, ports: ServerPorts): Packet | undefined {
  const { payload, destination } = packet;
  if (!listens(pod, 'UDP', destination.port)) {
    const icmp = { type: 'destination-unreachable', code: 'port-unreachable', about: packet } as const;
    return { ...replyTo(packet, { protocol: 'icmp', icmp }), source: { ip: destination.ip, port: 0 } };
  }
  if (payload?.kind !== 'dns-query' || !ports.answer) return undefined;
  return replyTo(packet, { payload: ports.answer(payload) });
}

/** What a Pod answers to a packet that has reached it; nothing when no answer is due. */
export function podAnswer(pod: Pod, packet: Packet, ports: ServerPorts): Packet | undefined {
  switch (packet.protocol) {
    case 'tcp':
      return tcpAnswer(pod, packet);
    case 'udp':
      return udpAnswer(pod, packet, ports);
    case 'icmp':
      return packet.icmp?.type === 'echo-request' ? replyTo(packet, { icmp: { type: 'echo-reply' } }) : undefined;
    case 'sctp':
      return undefined;
  }
}
