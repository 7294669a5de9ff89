import { INITIAL_TTL, type Packet, type TcpFlag } from '../../network/index.ts';
import { localSocket, type Move, over, type Program, type ProgramOutcome, type ProgramPorts } from './program.ts';

/** Virtual ms until a SYN without an answer is sent again; doubled each time (RFC 6298, Linux' tcp_syn_retries). */
const FIRST_TIMEOUT = 1000;

function segment(program: Program, flags: readonly TcpFlag[], rest: Partial<Packet> = {}): Packet {
  const { local: source, target: destination = source } = program;
  return { protocol: 'tcp', source, destination, ttl: INITIAL_TTL, flags, ...rest };
}

const goodbye = (program: Program): Packet => segment(program, ['FIN', 'ACK']);

/** Dials the first address; the others are tried when it refuses. */
export function dial(program: Program, port: number, ports: ProgramPorts): Move {
  const [ip = '', ...addresses] = program.addresses;
  const what = `tcp ${addresses.length}`;
  const local = localSocket(program, ip, what, ports);
  const dialling: Program = { ...program, stage: 'connecting', addresses, target: { ip, port }, local, tries: 0 };
  return { program: dialling, send: [segment(dialling, ['SYN'])], again: FIRST_TIMEOUT };
}

/** A SYN had no answer: it is sent again, from the same port. */
export function redial(program: Program): Move {
  const tries = program.tries + 1;
  return { program: { ...program, tries }, send: [segment(program, ['SYN'])], again: FIRST_TIMEOUT * 2 ** tries };
}

/** An address said no: the next one is dialled, and if there is none, that is what came out. */
export function refusedBy(program: Program, outcome: ProgramOutcome, ports: ProgramPorts): Move {
  const { target, addresses } = program;
  return target && addresses.length > 0 ? dial(program, target.port, ports) : over(program, outcome);
}

/** Sends the request over the open connection. */
export function ask(program: Program): Move {
  const { request } = program;
  const payload: Packet['payload'] =
    request.scheme === 'http'
      ? { kind: 'http-request', method: 'GET', host: request.host, path: request.path }
      : { kind: 'text', text: 'hello' };
  return { program: { ...program, stage: 'waiting' }, send: [segment(program, ['PSH', 'ACK'], { payload })] };
}

/** What came out, and the connection closed or kept. */
function done(program: Program, outcome: ProgramOutcome): Move {
  if (program.keepAlive) return { program: { ...program, stage: 'kept' }, send: [], outcome };
  return { program: { ...program, stage: 'closing' }, send: [goodbye(program)], outcome };
}

function connected(program: Program, from: string): Move {
  if (program.request.scheme !== 'tcp' || program.keepAlive) return ask(program);
  return done(program, { word: 'answered', while: 'connecting', from });
}

/** The server says goodbye: an answer to the program's own goodbye, or first. */
function closedByServer(program: Program): Move {
  const last = segment(program, ['ACK']);
  if (program.stage === 'closing') return { program: { ...program, stage: 'over' }, send: [last] };
  const closed = { ...program, stage: 'over' } as const;
  if (program.stage !== 'waiting') return { program: closed, send: [goodbye(program)] };
  return { program: closed, send: [goodbye(program)], outcome: { word: 'reset', while: 'waiting', closed: true } };
}

function answered(program: Program, { payload }: Packet): Move {
  if (program.stage !== 'waiting') return { program, send: [] };
  if (payload?.kind === 'http-response') {
    const { status, servedBy, seenSource } = payload;
    return done(program, { word: 'answered', while: 'waiting', httpStatus: status, servedBy, seenSource });
  }
  if (payload?.kind !== 'text') return { program, send: [] };
  const { servedBy, seenSource } = payload;
  return done(program, {
    word: 'answered',
    while: 'waiting',
    ...(servedBy !== undefined && { servedBy }),
    ...(seenSource !== undefined && { seenSource }),
  });
}

/** What a program does about a segment of its connection. */
export function segmentArrived(program: Program, packet: Packet, ports: ProgramPorts): Move {
  const flags = packet.flags ?? [];
  const from = packet.source.ip;
  if (flags.includes('RST')) {
    if (program.stage === 'connecting')
      return refusedBy(program, { word: 'refused', from, while: 'connecting' }, ports);
    const outcome = program.stage === 'waiting' ? ({ word: 'reset', from, while: 'waiting' } as const) : undefined;
    return { program: { ...program, stage: 'over' }, send: [], ...(outcome && { outcome }) };
  }
  if (flags.includes('FIN')) return closedByServer(program);
  if (flags.includes('SYN')) return program.stage === 'connecting' ? connected(program, from) : { program, send: [] };
  return answered(program, packet);
}

/** The caller's patience is over: an open connection is closed, one that never opened is forgotten. */
export function abandoned(program: Program): Move {
  const outcome: ProgramOutcome = { word: 'timed out', while: program.stage };
  if (program.stage !== 'waiting') return over(program, outcome);
  return { program: { ...program, stage: 'closing' }, send: [goodbye(program)], outcome };
}
