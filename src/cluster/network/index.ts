export type { IcmpMessage, L4Protocol, Packet, Socket, TcpFlag } from './packet.ts';
export { INITIAL_TTL } from './packet.ts';
export type { DnsAnswer, DnsQuery, HttpRequest, HttpResponse, Payload, RecordType, ResourceRecord } from './payload.ts';
