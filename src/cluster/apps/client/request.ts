import type { RecordType } from '../../network/index.ts';

/** What a client asks for, taken apart. */
export type Request =
  | { readonly scheme: 'http'; readonly host: string; readonly port: number; readonly path: string }
  | { readonly scheme: 'tcp' | 'udp'; readonly host: string; readonly port: number }
  | { readonly scheme: 'ping'; readonly host: string }
  | { readonly scheme: 'dig'; readonly host: string; readonly type: RecordType };

/** Why a text is no request, as curl says it: after variables were filled in, anything may stand there. */
export type Fault =
  | 'No host part in the URL'
  | 'Bad hostname'
  | 'Port number was not a decimal number between 0 and 65535'
  | 'Unsupported protocol';

const RECORD_TYPES: readonly string[] = ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'SOA', 'NS'];

const isRecordType = (text: string): text is RecordType => RECORD_TYPES.includes(text);

function ofCommand(text: string): Request | Fault {
  const [command, host, type = 'A'] = text.trim().split(/\s+/);
  if (!host) return 'No host part in the URL';
  if (command === 'ping') return { scheme: 'ping', host };
  return isRecordType(type) ? { scheme: 'dig', host, type } : 'Unsupported protocol';
}

/**
 * Reads `http://web/path`, `http://10.96.0.7:8080`, `http://[fd00::7]:8080`, `tcp://web:6379`, `udp://ntp.example.org:123`, `ping web` or
 * `dig web.default.svc.cluster.local SRV`. The API server has checked the form, but not what variables turn it into.
 */
export function readRequest(text: string): Request | Fault {
  if (/^(ping|dig)\s/.test(text)) return ofCommand(text);
  const [, scheme, authority = '', path = '/'] = /^(http|tcp|udp):\/\/([^/]*)(\/.*)?$/.exec(text) ?? [];
  if (scheme !== 'http' && scheme !== 'tcp' && scheme !== 'udp') return 'Unsupported protocol';
  const [, ipv6, name = '', rest = ''] = /^(?:\[([^\]]*)\]|([^:]*))(.*)$/.exec(authority) ?? [];
  const host = ipv6 ?? name;
  if (host === '') return 'No host part in the URL';
  if (!(ipv6 === undefined ? /^[A-Za-z0-9._-]+$/ : /^[\da-f:.]+$/i).test(host)) return 'Bad hostname';
  const digits = rest === '' || rest === ':' ? '80' : rest.slice(1);
  if (!/^\d+$/.test(digits) || Number(digits) > 65_535)
    return 'Port number was not a decimal number between 0 and 65535';
  const port = Number(digits);
  return scheme === 'http' ? { scheme, host, port, path } : { scheme, host, port };
}

/** Host and port of a request as it is written, variables not filled in: an empty host when it is none, port 0 where there is no port. */
export function requestOf(text: string): { readonly host: string; readonly port: number } {
  const request = readRequest(text);
  if (typeof request === 'string') return { host: '', port: 0 };
  return { host: request.host, port: 'port' in request ? request.port : 0 };
}

/** Whether a host is an address already, so that nobody needs to be asked. */
export function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** A request with its variables filled in, or the first variable that there is not. */
export type Filled = { readonly text: string } | { readonly missing: string };

/** Fills in `$(NAME)` from an environment; `$$(NAME)` stands for itself, as in a container's command. */
export function withVariables(text: string, lookUp: (name: string) => string | undefined): Filled {
  let missing: string | undefined;
  const filled = text.replace(/\$(\$|\(([^)]*)\))/g, (whole, escaped: string, name = '') => {
    if (escaped === '$') return '$';
    const value = lookUp(name);
    if (value === undefined) missing ??= name;
    return value ?? whole;
  });
  return missing === undefined ? { text: filled } : { missing };
}
