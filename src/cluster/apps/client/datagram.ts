import { INITIAL_TTL, type Packet } from '../../network/index.ts';
import { localSocket, type Move, over, type Program, type ProgramPorts } from './program.ts';

/** Sends one UDP datagram, or one ping, and waits for what comes back. Neither is repeated. */
export function sendDatagram(program: Program, ports: ProgramPorts): Move {
  const { request } = program;
  const [ip = ''] = program.addresses;
  const local = localSocket(program, ip, request.scheme, ports);
  const target = { ip, port: request.scheme === 'udp' ? request.port : 0 };
  const base = { source: local, destination: target, ttl: INITIAL_TTL } as const;
  const packet: Packet =
    request.scheme === 'ping'
      ? { ...base, protocol: 'icmp', icmp: { type: 'echo-request' } }
      : { ...base, protocol: 'udp', payload: { kind: 'text', text: 'hello' } };
  return { program: { ...program, stage: 'waiting', addresses: [], target, local }, send: [packet] };
}

/** An answer to the datagram or the ping. */
export function datagramArrived(program: Program, { payload, source, icmp }: Packet): Move {
  if (program.stage !== 'waiting') return { program, send: [] };
  if (icmp) return over(program, { word: 'answered', while: 'waiting', from: source.ip });
  const text = payload?.kind === 'text' ? payload : undefined;
  return over(program, {
    word: 'answered',
    while: 'waiting',
    from: source.ip,
    ...(text?.servedBy !== undefined && { servedBy: text.servedBy }),
    ...(text?.seenSource !== undefined && { seenSource: text.seenSource }),
  });
}
