import { cidrFaults, isIPSloppy, isIPv4, isIPv6, isMapped, withoutZeros } from './formats.ts';

/** The eight groups of an IPv6 address (RFC 4291). */
function groupsOf(address: string): readonly number[] {
  const embedded = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (embedded) {
    const [, head = '', a, b, c, d] = embedded;
    const hex = [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16));
    return groupsOf(head + hex.join(':'));
  }
  const [left = '', right] = address.split('::');
  const read = (half: string): number[] =>
    half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16));
  const [start, end] = [read(left), read(right ?? '')];
  return [...start, ...Array.from({ length: 8 - start.length - end.length }, () => 0), ...end];
}

/** Groups as RFC 5952 wants them written: the first of the longest runs of zeros is left out. */
function written(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)].sort((one, other) => other[0].length - one[0].length);
  const [run] = runs;
  if (run === undefined) return text;
  const head = text.slice(0, run.index).replace(/:$/, '');
  const tail = text.slice(run.index + run[0].length).replace(/^:/, '');
  return `${head}::${tail}`;
}

/** The one canonical form of an address: IPv6 as RFC 5952 has it, an IPv4 address in IPv6's clothes as IPv4. */
function canonicalIP(address: string): string {
  if (!address.includes(':')) return withoutZeros(address);
  const groups = groupsOf(address);
  if (!isMapped(address)) return written(groups);
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

/** What is told about an address that is accepted but not written as all programs write it; nothing about what is none. Models GetWarningsForIP (v1.36). */
export function ipWarnings(address: string, at: string): readonly string[] {
  if (!isIPSloppy(address)) return [];
  const canonical = canonicalIP(address);
  if ((!isIPv4(address) && !isIPv6(address)) || isMapped(address)) {
    const sentence = `non-standard IP address "${address}" will be considered invalid in a future Kubernetes release`;
    return [`${at}: ${sentence}: use "${canonical}"`];
  }
  if (!address.includes(':') || canonical === address) return [];
  return [`${at}: IPv6 address "${address}" should be in RFC 5952 canonical format ("${canonical}")`];
}

/** The same for a range that passes as one. Models GetWarningsForCIDR (v1.36). */
export function cidrWarnings(range: string, at: string): readonly string[] {
  const [address = '', length = ''] = range.split('/');
  if (!address.includes(':') || cidrFaults(range, at).length > 0) return [];
  const canonical = `${canonicalIP(address)}/${Number(length)}`;
  if (canonical === range) return [];
  return [`${at}: IPv6 CIDR value "${range}" should be in RFC 5952 canonical format ("${canonical}")`];
}
