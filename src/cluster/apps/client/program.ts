import type { Random } from '../../../sim/index.ts';
import type { IcmpMessage, Packet, Socket } from '../../network/index.ts';
import type { Fault, Request } from './request.ts';
import type { Resolver } from './resolver.ts';

/** What a program is doing. `closing`: it has what it wanted and says goodbye; `kept`: its connection stays open for the next request. */
export type Stage = 'resolving' | 'connecting' | 'waiting' | 'kept' | 'closing' | 'over';

/** What a request came to, as its caller sees it. */
export interface ProgramOutcome {
  readonly word:
    | 'answered'
    | 'refused'
    | 'rejected'
    | 'unreachable'
    | 'timed out'
    | 'reset'
    | 'no such name'
    | 'no such variable'
    | 'malformed';
  /** What the caller was doing when it came out. */
  readonly while: Stage;
  readonly httpStatus?: number;
  readonly servedBy?: string;
  /** The caller's address as the server saw it. */
  readonly seenSource?: string;
  /** The address that sent the refusal or the error. */
  readonly from?: string;
  /** The ICMP error that it was. */
  readonly icmp?: NonNullable<IcmpMessage['code']>;
  /** dig: what the name server had. */
  readonly records?: readonly string[];
  /** The name server's code, when it had no answer. */
  readonly rcode?: string;
  /** The environment variable that there is not. */
  readonly missing?: string;
  readonly fault?: Fault;
  /** The server closed the connection in good order, but without an answer. */
  readonly closed?: true;
}

/** One run of a client program, such as one `curl`. Plain data: the world holds it between packets. */
export interface Program {
  readonly request: Request;
  readonly resolver: Resolver;
  readonly stage: Stage;
  /** Virtual ms at which it started. */
  readonly since: number;
  /** Drawn once: the run's ephemeral ports and query ids come from it. */
  readonly seed: string;
  /** Whether the connection is closed after the answer or kept for the next request. */
  readonly keepAlive: boolean;
  /** Names that are still to be asked for, the present one first. */
  readonly names: readonly string[];
  /** Questions that were asked. */
  readonly asked: number;
  /** Addresses that are still to be tried when the present one refuses. */
  readonly addresses: readonly string[];
  /** How often the present thing was done again without an answer. */
  readonly tries: number;
  readonly target?: Socket;
  readonly local: Socket;
}

/** What a program does next: packets to send, the outcome once there is one, and when it wants to be woken if nothing comes. */
export interface Move {
  readonly program: Program;
  readonly send: readonly Packet[];
  readonly outcome?: ProgramOutcome;
  /** Virtual ms until it does the same again (`waited`). */
  readonly again?: number;
}

/** What a program gets from the machine that it runs on. */
export interface ProgramPorts {
  readonly random: Random;
  readonly now: number;
  /** The address that packets to `ip` leave with. */
  addressTowards(ip: string): string;
}

const FIRST_PORT = 32_768;
const PORTS = 28_232;

/** A socket with an ephemeral port, from which a program sends to an address. */
export function localSocket(program: Program, towards: string, what: string, ports: ProgramPorts): Socket {
  const port = FIRST_PORT + Math.floor(ports.random.draw('port', program.seed, what) * PORTS);
  return { ip: ports.addressTowards(towards), port };
}

/** The program's end: what came out, and nothing more to send. */
export function over(program: Program, outcome: ProgramOutcome): Move {
  return { program: { ...program, stage: 'over' }, send: [], outcome };
}
