import type { Payload } from './payload.ts';

/** Transport protocols in the kernel's spelling. */
export type L4Protocol = 'tcp' | 'udp' | 'sctp' | 'icmp';

/** One end of a conversation. For ICMP echo the port is the echo identifier. */
export interface Socket {
  readonly ip: string;
  readonly port: number;
}

/** TCP's control bits, as far as they are told apart here. */
export type TcpFlag = 'SYN' | 'ACK' | 'RST' | 'FIN' | 'PSH';

/** An ICMP message; an error quotes the packet that it is about, as that packet stood where the error was made. */
export interface IcmpMessage {
  readonly type: 'echo-request' | 'echo-reply' | 'destination-unreachable' | 'time-exceeded';
  readonly code?: 'port-unreachable' | 'host-unreachable' | 'net-unreachable' | 'admin-prohibited' | 'ttl-exceeded';
  readonly about?: Packet;
}

/** A packet as it stands at one place of its way. It is never changed: a rewrite makes another packet. */
export interface Packet {
  readonly protocol: L4Protocol;
  readonly source: Socket;
  readonly destination: Socket;
  /** Time to live: machines that may still forward it. */
  readonly ttl: number;
  readonly flags?: readonly TcpFlag[];
  readonly icmp?: IcmpMessage;
  readonly payload?: Payload;
}

/** What a sender's kernel starts a packet with. */
export const INITIAL_TTL = 64;
