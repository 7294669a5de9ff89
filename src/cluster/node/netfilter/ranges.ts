import { parseAddress, prefixLength, printAddress } from '../../network/index.ts';

/** A run of addresses as numbers, both ends included. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** How many bits an address has. */
export const bitsOf = (ipv6: boolean): number => (ipv6 ? 128 : 32);

/** A number as an address. */
export function formatAddress(value: bigint, ipv6: boolean): string {
  const words = Array.from({ length: bitsOf(ipv6) / 16 }, (_, i) => Number((value >> BigInt(16 * i)) & 0xffffn));
  return printAddress(words.reverse());
}

/** `10.244.0.0/16`, `fd00::/64`, or an address by itself, as the addresses that it stands for. */
export function parseRange(cidr: string): Range {
  const [text = ''] = cidr.split('/', 1);
  const words = parseAddress(text);
  if (!words) throw new Error(`${cidr} is no range of addresses`);
  const free = BigInt(words.length * 16 - prefixLength(cidr));
  const address = words.reduce((sum, word) => (sum << 16n) | BigInt(word), 0n);
  const first = (address >> free) << free;
  return { first, last: first + (1n << free) - 1n };
}

/** The range with its host bits cleared, as Go's net.IPNet prints it. */
export function canonicalRange(cidr: string): string {
  return `${formatAddress(parseRange(cidr).first, cidr.includes(':'))}/${prefixLength(cidr)}`;
}
