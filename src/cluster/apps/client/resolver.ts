import { INITIAL_TTL, type Packet, type RecordType } from '../../network/index.ts';
import { localSocket, type Move, over, type Program, type ProgramPorts } from './program.ts';

/** A resolver's settings, from a resolv.conf. */
export interface Resolver {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly ndots: number;
}

/** Virtual ms after which a question is asked again, and how often each name server is asked (resolv.conf(5): timeout, attempts). */
const TIMEOUT = 5000;
const ATTEMPTS = 2;

/**
 * The absolute names that a resolver asks for, in order. A name with fewer dots than `ndots` tries the search list first
 * and itself last; others the other way round; a name that ends with a dot is asked for as it is. Models glibc res_search.
 */
export function searchLadder(host: string, searches: readonly string[], ndots: number): readonly string[] {
  if (host.endsWith('.')) return [host];
  const absolute = `${host}.`;
  const searched = searches.map((domain) => `${host}.${domain}.`);
  return host.split('.').length - 1 >= ndots ? [absolute, ...searched] : [...searched, absolute];
}

/** Begins to look names up, one after the other until one of them has an answer. */
export function lookUp(program: Program, names: readonly string[], ports: ProgramPorts): Move {
  return ask({ ...program, stage: 'resolving', names }, ports);
}

const typeOf = ({ request }: Program): RecordType => (request.scheme === 'dig' ? request.type : 'A');

/** Asks for the present name: the servers take turns, as long as there are attempts left. Models glibc __libc_res_nsend. */
function ask(program: Program, ports: ProgramPorts): Move {
  const { nameservers } = program.resolver;
  const [name] = program.names;
  const server = nameservers[program.tries % Math.max(1, nameservers.length)];
  if (name === undefined || server === undefined) return over(program, { word: 'no such name', while: 'resolving' });
  const local = localSocket(program, server, `dns ${program.asked}`, ports);
  const id = Math.floor(ports.random.draw('dns id', program.seed, program.asked) * 65_536);
  const query: Packet = {
    protocol: 'udp',
    source: local,
    destination: { ip: server, port: 53 },
    ttl: INITIAL_TTL,
    payload: { kind: 'dns-query', id, name, type: typeOf(program) },
  };
  const target = { ip: server, port: 53 };
  return { program: { ...program, local, target, asked: program.asked + 1 }, send: [query], again: TIMEOUT };
}

/** Nobody has answered for a while, or a machine said that nobody listens: the next server is asked. */
export function askNext(program: Program, ports: ProgramPorts): Move | undefined {
  const tries = program.tries + 1;
  return tries < ATTEMPTS * program.resolver.nameservers.length ? ask({ ...program, tries }, ports) : undefined;
}

/** What a DNS answer holds for the program: addresses, or another name to ask for. */
export function heard(
  program: Program,
  { payload }: Packet,
  ports: ProgramPorts,
): Move | { readonly addresses: string[] } {
  if (payload?.kind !== 'dns-answer') return { program, send: [] };
  const records = payload.answer.filter(({ type }) => type === typeOf(program));
  if (records.length > 0) return { addresses: records.map(({ data }) => data) };
  const names = program.names.slice(1);
  const rest = { ...program, names, tries: 0 };
  if (names.length > 0) return ask(rest, ports);
  return over(rest, { word: 'no such name', while: 'resolving', rcode: payload.rcode });
}
