/** A Client's request taken apart. */
export interface Request {
  readonly scheme: 'http' | 'tcp';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Reads `http://web/path`, `http://10.96.0.7:8080`, `tcp://web:6379`; the API server has checked the form. */
export function requestOf(url: string): Request {
  const [, scheme = 'http', host = '', port, path = '/'] =
    /^(http|tcp):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  return { scheme: scheme === 'tcp' ? 'tcp' : 'http', host, port: Number(port ?? 80), path };
}

/** Whether a host is an address already, so that nobody needs to be asked. */
export function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

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
