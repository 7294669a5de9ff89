import { type FieldError, invalid } from './field-errors.ts';

/** How addresses and ranges may be spelled. Models apimachinery/pkg/util/validation/ip.go with StrictIPCIDRValidation (v1.36). */

/** The sentence about addresses. */
export const IP_SENTENCE = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

/** Whether a text is an IPv4 address in its one canonical form. */
export function isIPv4(value: string): boolean {
  const parts = value.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Whether a text is an IPv6 address (RFC 4291), shortened or not. */
export function isIPv6(value: string): boolean {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(value);
  if (embedded) return isIPv4(embedded[2] ?? '') && isIPv6(`${embedded[1]}0:0`);
  if (!/^[0-9a-fA-F:]+$/.test(value) || value.split('::').length > 2) return false;
  const groups = value.split('::').flatMap((half) => (half === '' ? [] : half.split(':')));
  const fine = groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group));
  return fine && (value.includes('::') ? groups.length < 8 : groups.length === 8);
}

/** Whether a text is an IP address of either family. */
export function isIP(value: string): boolean {
  return isIPv4(value) || isIPv6(value);
}

/** Whether a text is an IPv4 address in the clothes of an IPv6 one, such as `::ffff:10.0.0.1`. */
export const isMapped = (value: string): boolean =>
  /^[0:]*:ffff:(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|\d+\.\d+\.\d+\.\d+)$/i.test(value);

/** Faults of an address: written out it must mean the same to every program. Models IsValidIPForLegacyField with StrictIPCIDRValidation (v1.36). */
export function ipFaults(value: string, at: string): FieldError[] {
  if (!isIPSloppy(value)) return [invalid(at, value, IP_SENTENCE)];
  if (isMapped(value)) return [invalid(at, value, 'must not be an IPv4-mapped IPv6 address')];
  return isIP(value) ? [] : [invalid(at, value, 'must not have leading 0s')];
}

/** The sentence about ranges of addresses. */
export const CIDR_SENTENCE = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** Whether a text is an address and a prefix length. */
export function isCIDR(value: string): boolean {
  const [ip = '', length = '', ...more] = value.split('/');
  const most = isIPv4(ip) ? 32 : 128;
  return more.length === 0 && isIP(ip) && /^\d{1,3}$/.test(length) && Number(length) <= most;
}

/** Whether an address says more than the range's first one does. */
function hasHostBits(ip: string, length: number): boolean {
  if (isIPv4(ip)) return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) % 2 ** (32 - length) !== 0;
  return groupsOf(ip).some((group, i) => group % 2 ** (16 - Math.min(16, Math.max(0, length - 16 * i))) !== 0);
}

/** Faults of a range of addresses. Models IsValidCIDRForLegacyField with StrictIPCIDRValidation (v1.36). */
export function cidrFaults(value: string, at: string): FieldError[] {
  const [ip = '', length = '', ...more] = value.split('/');
  const most = isIPv6(ip) ? 128 : 32;
  if (more.length > 0 || !isIPSloppy(ip) || !/^\d+$/.test(length) || Number(length) > most)
    return [invalid(at, value, CIDR_SENTENCE)];
  if (!isIP(ip) || /^0\d/.test(length)) return [invalid(at, value, 'must not have leading 0s in IP or prefix length')];
  if (isMapped(ip)) return [invalid(at, value, 'must not have an IPv4-mapped IPv6 address')];
  return hasHostBits(ip, Number(length)) ? [invalid(at, value, 'must not have bits set beyond the prefix length')] : [];
}

/** Addresses that no packet from elsewhere can be meant for. Models ValidateNonSpecialIP (v1.36). */
export function specialIPFaults(ip: string): string[] {
  const faults: string[] = [];
  const first = Number.parseInt(ip.split(':')[0] || '0', 16);
  if (ip === '0.0.0.0' || /^[0:]+$/.test(ip)) faults.push(`may not be unspecified (${ip})`);
  if (ip.startsWith('127.') || /^[0:]*:0*1$/.test(ip))
    faults.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  const linkLocal = ip.includes(':') ? (first & 0xffc0) === 0xfe80 : ip.startsWith('169.254.');
  if (linkLocal) faults.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  const multicast = ip.includes(':') ? (first & 0xff0f) === 0xff02 : ip.startsWith('224.0.0.');
  if (multicast) faults.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  return faults;
}

/** An IPv4 address whose numbers do not begin with zeros. */
export const withoutZeros = (ip: string): string => ip.replace(/(^|\.)0+(?=\d)/g, '$1');

/** Whether Go's older parser takes a text for an address: IPv4 numbers may begin with zeros. */
export function isIPSloppy(value: string): boolean {
  return isIPv6(value) || isIPv4(withoutZeros(value));
}

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

/** The address of IPv6 that is so many places behind another one: less than 2³² of them, which fit into its last groups. */
export function ipv6Behind(first: string, places: number): string {
  const groups = groupsOf(first);
  const low = (groups[6] ?? 0) * 0x1_0000 + (groups[7] ?? 0) + places;
  return written([...groups.slice(0, 6), Math.floor(low / 0x1_0000), low % 0x1_0000]);
}

/** How many places one address of IPv6 is behind another; undefined when more than the last 32 bits differ. */
export function placesBehind(first: string, address: string): number | undefined {
  const [from, to] = [groupsOf(first), groupsOf(address)];
  const low = (groups: readonly number[]): number => (groups[6] ?? 0) * 0x1_0000 + (groups[7] ?? 0);
  return to.slice(0, 6).every((group, i) => group === from[i]) ? low(to) - low(from) : undefined;
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

/** Faults of an address that has to be written in its canonical form. Models IsValidIP (v1.36). */
export function canonicalIPFaults(address: string, at: string): FieldError[] {
  const faults = ipFaults(address, at);
  if (faults.length > 0) return faults;
  const canonical = canonicalIP(address);
  return canonical === address ? [] : [invalid(at, address, `must be in canonical form ("${canonical}")`)];
}

/** Faults of a range that has to be written in its canonical form. Models IsValidCIDR (v1.36). */
export function canonicalCIDRFaults(range: string, at: string): FieldError[] {
  const faults = cidrFaults(range, at);
  if (faults.length > 0) return faults;
  const [address = '', length = ''] = range.split('/');
  const canonical = `${canonicalIP(address)}/${Number(length)}`;
  return canonical === range ? [] : [invalid(at, range, `must be in canonical form ("${canonical}")`)];
}
