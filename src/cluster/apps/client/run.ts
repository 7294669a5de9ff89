import type { Packet, Socket } from '../../network/index.ts';
import { datagramArrived, sendDatagram } from './datagram.ts';
import { type Move, over, type Program, type ProgramOutcome, type ProgramPorts } from './program.ts';
import { type Fault, isAddress, type Request, readRequest } from './request.ts';
import { askNext, heard, lookUp, type Resolver, searchLadder } from './resolver.ts';
import { abandoned, ask, dial, redial, refusedBy, segmentArrived } from './tcp.ts';

/** An open connection that an earlier run has kept. */
export interface KeptConnection {
  readonly local: Socket;
  readonly target: Socket;
}

/** What a run is begun with. */
export interface Begin {
  /** The request with its variables filled in. */
  readonly text: string;
  /** The first variable that there is not. */
  readonly missing?: string;
  readonly resolver: Resolver;
  readonly seed: string;
  readonly keepAlive: boolean;
  readonly connection?: KeptConnection;
}

const NOWHERE: Request = { scheme: 'ping', host: '' };

function blank({ resolver, seed, keepAlive }: Begin, request: Request | Fault, since: number): Program {
  return {
    request: typeof request === 'string' ? NOWHERE : request,
    resolver,
    seed,
    keepAlive,
    since,
    stage: 'resolving',
    names: [],
    asked: 0,
    addresses: [],
    tries: 0,
    local: { ip: '', port: 0 },
  };
}

/** Starts a request: over a kept connection, by asking for the name, or, with an address, at once. */
export function started(begin: Begin, ports: ProgramPorts): Move {
  const request = readRequest(begin.text);
  const program = blank(begin, request, ports.now);
  if (begin.missing !== undefined)
    return over(program, { word: 'no such variable', while: 'resolving', missing: begin.missing });
  if (typeof request === 'string') return over(program, { word: 'malformed', while: 'resolving', fault: request });
  if (begin.connection) return ask({ ...program, ...begin.connection });
  const { host } = request;
  // dig asks for what it is given: without +search it does not read the search list.
  if (request.scheme === 'dig') return lookUp(program, [host.endsWith('.') ? host : `${host}.`], ports);
  if (isAddress(host)) return reach({ ...program, addresses: [host] }, ports);
  const { searches, ndots } = program.resolver;
  return lookUp(program, searchLadder(host, searches, ndots), ports);
}

/** The address is known: the first packet goes to it. */
function reach(program: Program, ports: ProgramPorts): Move {
  const { request } = program;
  switch (request.scheme) {
    case 'http':
    case 'tcp':
      return dial(program, request.port, ports);
    case 'udp':
    case 'ping':
      return sendDatagram(program, ports);
    case 'dig':
      return over(program, { word: 'answered', while: 'resolving', records: program.addresses });
  }
}

function resolved(program: Program, packet: Packet, ports: ProgramPorts): Move {
  if (program.stage !== 'resolving') return { program, send: [] };
  const answer = heard(program, packet, ports);
  return 'addresses' in answer ? reach({ ...program, addresses: answer.addresses, tries: 0 }, ports) : answer;
}

/** An ICMP error about one of the program's packets. An open connection is not given up for one (RFC 1122 4.2.3.9). */
function errorArrived(program: Program, { icmp, source }: Packet, ports: ProgramPorts): Move {
  const word = icmp?.code === 'port-unreachable' ? 'rejected' : 'unreachable';
  const outcome: ProgramOutcome = {
    word,
    from: source.ip,
    while: program.stage,
    ...(icmp?.code && { icmp: icmp.code }),
  };
  if (program.stage === 'resolving') return askNext(program, ports) ?? over(program, outcome);
  if (program.stage === 'connecting') return refusedBy(program, outcome, ports);
  const isDatagram = program.request.scheme === 'udp' || program.request.scheme === 'ping';
  return program.stage === 'waiting' && isDatagram ? over(program, outcome) : { program, send: [] };
}

/** What the program does about a packet that has reached its socket. */
export function received(program: Program, packet: Packet, ports: ProgramPorts): Move {
  if (packet.icmp?.about) return errorArrived(program, packet, ports);
  if (packet.payload?.kind === 'dns-answer') return resolved(program, packet, ports);
  return packet.protocol === 'tcp' ? segmentArrived(program, packet, ports) : datagramArrived(program, packet);
}

/** Nothing came for as long as the last move said: a question is asked or a SYN sent again. */
export function waited(program: Program, ports: ProgramPorts): Move {
  if (program.stage === 'resolving') return askNext(program, ports) ?? { program, send: [] };
  return program.stage === 'connecting' ? redial(program) : { program, send: [] };
}

/** The caller's patience is over. */
export function gaveUp(program: Program): Move {
  return abandoned(program);
}
