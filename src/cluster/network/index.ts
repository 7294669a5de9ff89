export {
  addressIn,
  canonicalAddress,
  isIn,
  isLoopback,
  parseAddress,
  parsedV4,
  prefixLength,
  printAddress,
  rangeV4,
} from './address.ts';
export type { Arrival, Handled, Handling, Machine, Moment, Network, RuleRef } from './machine.ts';
export { type MachineConfig, type OwnAddresses, ownAddresses, type Route, sourceTowards } from './machine-config.ts';
export type { IcmpMessage, L4Protocol, Packet, Socket, TcpFlag } from './packet.ts';
export { INITIAL_TTL } from './packet.ts';
export type {
  DnsAnswer,
  DnsQuery,
  HttpRequest,
  HttpResponse,
  Payload,
  RecordType,
  ResourceRecord,
  TextLine,
} from './payload.ts';
export { INTERNET, NODE_NETWORK, ROUTER, ROUTER_ADDRESSES } from './places.ts';
export type { End, Hook, Place, Reading, Step, Walk } from './step.ts';
export { type Sender, type Walked, walk } from './walk.ts';
export { LATENCY, type Latency, REAL_LATENCY } from './wire.ts';
