import type { Random } from '../../../sim/index.ts';
import { INITIAL_TTL, type Packet, type Socket } from '../../network/index.ts';
import { isAddress, type Request, requestOf, searchLadder } from './request.ts';

/** A resolver's settings, from the Pod's resolv.conf. */
export interface Resolver {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly ndots: number;
}

/** What a request came to, as its caller sees it. */
export interface ProgramOutcome {
  readonly word: 'answered' | 'refused' | 'rejected' | 'timed out' | 'no such name' | 'unreachable';
  readonly httpStatus?: number;
  readonly servedBy?: string;
  /** The address that sent the refusal. */
  readonly from?: string;
  /** What the caller was doing: `resolving`, `connecting`, `waiting`. */
  readonly while: Stage;
}

type Stage = 'resolving' | 'connecting' | 'waiting';

/** One run of a client program, such as one `curl`. Plain data: the world holds it between packets. */
export interface Program {
  readonly request: Request;
  readonly resolver: Resolver;
  readonly stage: Stage;
  /** The Pod's own address. */
  readonly ip: string;
  /** Drawn once: the run's ephemeral ports and query ids come from it. */
  readonly seed: string;
  /** Names that are still to be asked for, the present one first. */
  readonly names: readonly string[];
  readonly asked: number;
  readonly target?: Socket;
  readonly local: Socket;
}

/** What a program does next: packets to send, and the outcome once there is one. */
export interface Move {
  readonly program: Program;
  readonly send: readonly Packet[];
  readonly outcome?: ProgramOutcome;
}

const FIRST_PORT = 32_768;
const PORTS = 28_232;

function localSocket(program: Program, random: Random, what: string): Socket {
  return { ip: program.ip, port: FIRST_PORT + Math.floor(random.draw('port', program.seed, what) * PORTS) };
}

/** Starts a request: asks for the name, or, with an address, dials at once. */
export function started(url: string, ip: string, seed: string, resolver: Resolver, random: Random): Move {
  const request = requestOf(url);
  const blank = { ip, port: 0 };
  const program: Program = { request, resolver, stage: 'resolving', ip, seed, names: [], asked: 0, local: blank };
  if (isAddress(request.host)) return connect(program, request.host, random);
  return ask({ ...program, names: searchLadder(request.host, resolver.searches, resolver.ndots) }, random);
}

function ask(program: Program, random: Random): Move {
  const [name] = program.names;
  const [nameserver] = program.resolver.nameservers;
  if (name === undefined || nameserver === undefined)
    return { program, send: [], outcome: { word: 'no such name', while: 'resolving' } };
  const local = localSocket(program, random, `dns ${program.asked}`);
  const id = Math.floor(random.draw('dns id', program.seed, program.asked) * 65_536);
  const query: Packet = {
    protocol: 'udp',
    source: local,
    destination: { ip: nameserver, port: 53 },
    ttl: INITIAL_TTL,
    payload: { kind: 'dns-query', id, name, type: 'A' },
  };
  return { program: { ...program, local, asked: program.asked + 1 }, send: [query] };
}

function connect(program: Program, ip: string, random: Random): Move {
  const target = { ip, port: program.request.port };
  const local = localSocket(program, random, 'tcp');
  const syn: Packet = { protocol: 'tcp', source: local, destination: target, ttl: INITIAL_TTL, flags: ['SYN'] };
  return { program: { ...program, stage: 'connecting', target, local }, send: [syn] };
}

/** What the program does about a packet that has reached its socket. */
export function received(program: Program, packet: Packet, random: Random): Move {
  if (packet.icmp) return { program, send: [], outcome: unreachable(program, packet) };
  if (packet.payload?.kind === 'dns-answer') return resolved(program, packet, random);
  const flags = packet.flags ?? [];
  if (flags.includes('RST'))
    return { program, send: [], outcome: { word: 'refused', from: packet.source.ip, while: program.stage } };
  if (flags.includes('SYN')) return connected(program, packet);
  if (packet.payload?.kind === 'http-response') {
    const { status, servedBy } = packet.payload;
    return { program, send: [], outcome: { word: 'answered', httpStatus: status, servedBy, while: 'waiting' } };
  }
  return { program, send: [] };
}

function unreachable(program: Program, { icmp, source }: Packet): ProgramOutcome {
  const word = icmp?.code === 'port-unreachable' ? 'rejected' : 'unreachable';
  return { word, from: source.ip, while: program.stage };
}

function resolved(program: Program, { payload }: Packet, random: Random): Move {
  if (payload?.kind !== 'dns-answer' || program.stage !== 'resolving') return { program, send: [] };
  const address = payload.answer.find((record) => record.type === 'A')?.data;
  if (address !== undefined) return connect(program, address, random);
  return ask({ ...program, names: program.names.slice(1) }, random);
}

function connected(program: Program, { source }: Packet): Move {
  const { request } = program;
  if (request.scheme === 'tcp')
    return { program, send: [], outcome: { word: 'answered', while: 'connecting', from: source.ip } };
  const packet: Packet = {
    protocol: 'tcp',
    source: program.local,
    destination: source,
    ttl: INITIAL_TTL,
    flags: ['PSH', 'ACK'],
    payload: { kind: 'http-request', method: 'GET', host: request.host, path: request.path },
  };
  return { program: { ...program, stage: 'waiting' }, send: [packet] };
}

/** The program's patience is over. */
export function timedOut(program: Program): ProgramOutcome {
  return { word: 'timed out', while: program.stage };
}
