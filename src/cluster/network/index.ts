export type { Arrival, Handled, Handling, Machine, Network } from './machine.ts';
export type { IcmpMessage, L4Protocol, Packet, Socket, TcpFlag } from './packet.ts';
export { INITIAL_TTL } from './packet.ts';
export type { DnsAnswer, DnsQuery, HttpRequest, HttpResponse, Payload, RecordType, ResourceRecord } from './payload.ts';
export type { End, Hook, Place, Reading, Step, Walk } from './step.ts';
export { type Sender, type Walked, walk } from './walk.ts';
export { LATENCY } from './wire.ts';
