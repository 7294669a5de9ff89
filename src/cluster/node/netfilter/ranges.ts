/** A run of addresses as numbers, both ends included. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** How many bits an address has. */
export const bitsOf = (ipv6: boolean): number => (ipv6 ? 128 : 32);

const IPV6_GROUPS = 8;

function parseIPv6(text: string): bigint {
  const [head = '', tail] = text.split('::', 2);
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = tail === undefined ? 0 : IPV6_GROUPS - before.length - after.length;
  const zeros = Array.from({ length: missing }, () => '0');
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** An address as a number. */
export function parseAddress(text: string): bigint {
  if (text.includes(':')) return parseIPv6(text);
  return text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

/** A number as an address; IPv6 with its longest run of zero groups shortened (RFC 5952). */
export function formatAddress(value: bigint, ipv6: boolean): string {
  if (!ipv6) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
  const groups = Array.from({ length: IPV6_GROUPS }, (_, i) =>
    ((value >> BigInt(16 * (IPV6_GROUPS - 1 - i))) & 0xffffn).toString(16),
  );
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.at).join(':')}::${groups.slice(run.at + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly string[]): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  let at = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== '0') at = i + 1;
    else if (i + 1 - at > best.length) best = { at, length: i + 1 - at };
  }
  return best;
}

/** `10.244.0.0/16`, `fd00::/64`, or an address by itself, as the addresses that it stands for. */
export function parseRange(cidr: string): Range {
  const [address = '', length] = cidr.split('/', 2);
  const bits = bitsOf(address.includes(':'));
  const free = BigInt(bits - (length === undefined ? bits : Number(length)));
  const first = (parseAddress(address) >> free) << free;
  return { first, last: first + (1n << free) - 1n };
}

/** Whether an address of either family lies in a range of its family. */
export function contains(cidr: string, ip: string): boolean {
  if (cidr.includes(':') !== ip.includes(':')) return false;
  const { first, last } = parseRange(cidr);
  const value = parseAddress(ip);
  return first <= value && value <= last;
}

/** The range with its host bits cleared, as Go's net.IPNet prints it. */
export function canonicalRange(cidr: string): string {
  const [, length] = cidr.split('/', 2);
  const ipv6 = cidr.includes(':');
  return `${formatAddress(parseRange(cidr).first, ipv6)}/${length ?? bitsOf(ipv6)}`;
}
