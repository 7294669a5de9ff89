import type { Program, ProgramOutcome } from './program.ts';

/** Virtual ms from the start of the run to its outcome. */
type After = number;

const errno = ({ word, icmp }: ProgramOutcome): string =>
  word === 'refused' || word === 'rejected' || icmp === 'port-unreachable' ? 'Connection refused' : 'No route to host';

/** curl 8's words. Models curl's lib/strerror.c and lib/connect.c. */
function curl({ request }: Program, outcome: ProgramOutcome, after: After): string {
  const port = 'port' in request ? request.port : 80;
  switch (outcome.word) {
    case 'answered':
      return `HTTP/1.1 ${outcome.httpStatus ?? 200}${outcome.servedBy === undefined ? '' : `, from ${outcome.servedBy}`}`;
    case 'no such name':
      return `curl: (6) Could not resolve host: ${request.host}`;
    case 'timed out':
      if (outcome.while === 'resolving') return `curl: (28) Resolving timed out after ${after} milliseconds`;
      if (outcome.while === 'connecting') return `curl: (28) Connection timed out after ${after} milliseconds`;
      return `curl: (28) Operation timed out after ${after} milliseconds with 0 bytes received`;
    case 'reset':
      return outcome.closed
        ? 'curl: (52) Empty reply from server'
        : 'curl: (56) Recv failure: Connection reset by peer';
    case 'malformed':
      return outcome.fault === 'Unsupported protocol'
        ? 'curl: (1) Unsupported protocol'
        : `curl: (3) URL rejected: ${outcome.fault ?? 'Bad hostname'}`;
    default:
      if (outcome.while === 'resolving') return `curl: (6) Could not resolve host: ${request.host}`;
      return `curl: (7) Failed to connect to ${request.host} port ${port} after ${after} ms: Could not connect to server`;
  }
}

/** nc's words (OpenBSD netcat). */
function netcat({ request, target }: Program, outcome: ProgramOutcome): string {
  const port = 'port' in request ? request.port : 0;
  const where = `${target?.ip ?? request.host} port ${port} (${request.scheme})`;
  switch (outcome.word) {
    case 'answered':
      return `Connection to ${request.host} ${port} port [${request.scheme}/*] succeeded!`;
    case 'no such name':
      return `nc: getaddrinfo for host "${request.host}" port ${port}: Name or service not known`;
    case 'reset':
      return `nc: read failed (0/3): Connection reset by peer`;
    case 'timed out':
      return request.scheme === 'udp' ? '' : `nc: connect to ${where} failed: Operation timed out`;
    default:
      return request.scheme === 'udp'
        ? `nc: read failed (0/3): ${errno(outcome)}`
        : `nc: connect to ${where} failed: ${errno(outcome)}`;
  }
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  'port-unreachable': 'Destination Port Unreachable',
  'host-unreachable': 'Destination Host Unreachable',
  'net-unreachable': 'Destination Net Unreachable',
  'admin-prohibited': 'Packet filtered',
  'ttl-exceeded': 'Time to live exceeded',
};

/** ping's words (iputils). */
function ping({ request, target }: Program, outcome: ProgramOutcome, after: After): string {
  const answer = `64 bytes from ${target?.ip ?? ''}: icmp_seq=1 time=${after} ms`;
  if (outcome.word === 'answered') return answer;
  if (outcome.word === 'no such name') return `ping: ${request.host}: Name or service not known`;
  if (outcome.word === 'timed out') return '1 packets transmitted, 0 received, 100% packet loss';
  return `From ${outcome.from ?? ''} icmp_seq=1 ${UNREACHABLE[outcome.icmp ?? ''] ?? 'Destination Host Unreachable'}`;
}

/** dig's words, shortened as by `+short`, with the status where there is no answer. */
function dig({ resolver }: Program, outcome: ProgramOutcome): string {
  if (outcome.word === 'answered') return (outcome.records ?? []).join('\n');
  if (outcome.word === 'no such name') return `;; status: ${outcome.rcode ?? 'NXDOMAIN'}, ANSWER: 0`;
  if (outcome.word === 'timed out') return ';; no servers could be reached';
  return `;; communications error to ${resolver.nameservers[0] ?? ''}#53: connection refused`;
}

/** What the program prints about its outcome, in its own words; a variable that is missing is the shell's to say. */
export function printed(program: Program, outcome: ProgramOutcome, after: After): string {
  if (outcome.word === 'no such variable') return `sh: ${outcome.missing ?? ''}: parameter not set`;
  if (outcome.word === 'malformed') return curl(program, outcome, after);
  switch (program.request.scheme) {
    case 'http':
      return curl(program, outcome, after);
    case 'tcp':
    case 'udp':
      return netcat(program, outcome);
    case 'ping':
      return ping(program, outcome, after);
    case 'dig':
      return dig(program, outcome);
  }
}
