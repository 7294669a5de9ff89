import type { Packet } from '../../cluster/network/index.ts';
import type { Shape } from '../protocol.ts';

/** What a packet is, in a few letters. */
export function labelOf({ icmp, payload, flags = [], protocol }: Packet): string {
  if (icmp) return icmp.code ?? icmp.type;
  switch (payload?.kind) {
    case 'dns-query':
      return `${payload.type} ${payload.name}`;
    case 'dns-answer':
      return payload.answer[0]
        ? `${payload.type} ${payload.answer[0].data}`
        : payload.rcode === 'NOERROR'
          ? 'no data'
          : payload.rcode;
    case 'http-request':
      return `${payload.method} ${payload.path}`;
    case 'http-response':
      return `${payload.status} ${payload.status === 200 ? 'OK' : ''}`.trim();
    default:
      break;
  }
  if (flags.includes('RST')) return 'RST';
  return flags.length > 0 ? flags.join('-') : protocol.toUpperCase();
}

/** The shape that a packet is drawn with. */
export function shapeOf({ protocol, payload }: Packet): Shape {
  if (payload?.kind === 'dns-query' || payload?.kind === 'dns-answer') return 'dns';
  return protocol === 'icmp' ? 'icmp' : protocol === 'udp' ? 'udp' : 'tcp';
}
