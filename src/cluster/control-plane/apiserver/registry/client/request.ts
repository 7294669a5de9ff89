import { type FieldError, invalid, required } from '../../field-errors.ts';
import { isPort } from '../../formats.ts';

/** What follows `dig name`. */
const RECORD_TYPES = ['A', 'AAAA', 'CNAME', 'PTR', 'SRV', 'TXT'];

const HOST = String.raw`[A-Za-z0-9._:\[\]-]{1,255}?`;
const URL = new RegExp(`^(http|tcp|udp)://(${HOST})(?::(\\d{1,5}))?(/\\S*)?$`);
const PING = new RegExp(`^ping (${HOST})$`);
const DIG = new RegExp(`^dig (${HOST})(?: ([A-Za-z]+))?$`);

/** A variable of the Pod's environment, put in when the request is made. */
const VARIABLE = /\$\([A-Za-z_][A-Za-z0-9_]*\)/g;

const SENTENCE =
  'must be a request such as http://web:8080/path, tcp://web:6379, udp://web:53, ping web or dig web SRV';

function portFaults(request: string, scheme: string, port: string | undefined, at: string): FieldError[] {
  if (port === undefined && scheme !== 'http')
    return [invalid(at, request, `must name a port, as in ${scheme}://web:6379`)];
  return isPort(Number(port ?? 80)) ? [] : [invalid(at, request, 'port must be between 1 and 65535, inclusive')];
}

/** Faults of what a Client asks for; a `$(NAME)` in it may stand for anything, a port too. */
export function requestFaults(request: string | undefined, at: string): FieldError[] {
  if (!request) return [required(at)];
  const filled = request.replace(VARIABLE, '1');
  const [, scheme, , port] = URL.exec(filled) ?? [];
  // A variable may stand for host and port at once.
  if (scheme !== undefined) return filled === request ? portFaults(request, scheme, port, at) : [];
  if (PING.test(filled)) return [];
  const [dig, , type = 'A'] = DIG.exec(filled) ?? [];
  if (dig === undefined) return [invalid(at, request, SENTENCE)];
  const known = RECORD_TYPES.includes(type.toUpperCase());
  return known ? [] : [invalid(at, request, `must ask for one of the types ${RECORD_TYPES.join(', ')}`)];
}
