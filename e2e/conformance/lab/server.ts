import { INITIAL_TTL, type Packet } from '../../../src/cluster/network/index.ts';
import type { Party } from './party.ts';

/** What an HTTP server of a node says: kube-proxy's health checks. */
export interface HttpAnswer {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/** Who may answer a packet: the programs with ports on a host, and kube-proxy's own servers. */
export interface Listeners {
  readonly parties: readonly Party[];
  http(ip: string, port: number): HttpAnswer | undefined;
}

function back({ protocol, source, destination }: Packet, more: Partial<Packet>): Packet {
  return { protocol, source: destination, destination: source, ttl: INITIAL_TTL, ...more };
}

/** Name, port and the source that was seen: what every program of the lab answers with. */
function answer(packet: Packet, servedBy: string, status: number): Packet {
  const { source } = packet;
  return back(packet, {
    ...(packet.protocol === 'tcp' && { flags: ['PSH', 'ACK'] }),
    payload: { kind: 'http-response', status, servedBy, seenSource: `${source.ip}:${source.port}` },
  });
}

function tcpAnswer(packet: Packet, listener: Party | undefined, http: HttpAnswer | undefined): Packet | undefined {
  const { flags = [], destination, payload } = packet;
  if (flags.includes('RST')) return undefined;
  if (!listener && !http) return back(packet, { flags: ['RST', 'ACK'] });
  if (flags.includes('SYN')) return flags.includes('ACK') ? undefined : back(packet, { flags: ['SYN', 'ACK'] });
  if (flags.includes('FIN')) return back(packet, { flags: ['FIN', 'ACK'] });
  if (payload?.kind !== 'http-request') return undefined;
  if (http) return answer(packet, http.body, http.status);
  return answer(packet, `${listener?.name}:${destination.port}`, 200);
}

function closed(packet: Packet): Packet {
  const icmp = { type: 'destination-unreachable', code: 'port-unreachable', about: packet } as const;
  const { ip } = packet.destination;
  return { ...back(packet, { icmp }), protocol: 'icmp', source: { ip, port: 0 } };
}

/** What a host answers to a packet that none of its callers waits for; nothing when no answer is due. */
export function serverAnswer(packet: Packet, { parties, http }: Listeners): Packet | undefined {
  const { protocol, destination, icmp } = packet;
  const listener = parties.find(({ ports }) => ports.includes(`${protocol} ${destination.port}`));
  if (protocol === 'tcp') return tcpAnswer(packet, listener, listener ? undefined : http(destination.ip, destination.port));
  if (icmp) return icmp.type === 'echo-request' ? back(packet, { icmp: { type: 'echo-reply' } }) : undefined;
  return listener ? answer(packet, `${listener.name}:${destination.port}`, 200) : closed(packet);
}
