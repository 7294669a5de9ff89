import { bitsOf, formatAddress, parseRange, type Range } from '../ranges.ts';

/** Ranges in order, with those that touch or overlap made one: what nft keeps of an anonymous set. */
function merged(ranges: readonly Range[]): Range[] {
  const inOrder = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: Range[] = [];
  for (const range of inOrder) {
    const last = result.at(-1);
    if (!last || range.first > last.last + 1n) result.push(range);
    else if (range.last > last.last) result[result.length - 1] = { first: last.first, last: range.last };
  }
  return result;
}

/** `10.0.0.1`, `10.0.0.0/8`, or `10.0.0.1-10.0.0.9` where no prefix says it. */
function printRange({ first, last }: Range, ipv6: boolean): string {
  const size = last - first + 1n;
  if (size === 1n) return formatAddress(first, ipv6);
  const power = size.toString(2).length - 1;
  if (size === 1n << BigInt(power) && first % size === 0n)
    return `${formatAddress(first, ipv6)}/${bitsOf(ipv6) - power}`;
  return `${formatAddress(first, ipv6)}-${formatAddress(last, ipv6)}`;
}

/** Addresses and ranges as nft prints them: one by itself, several as an anonymous set, sorted and merged. */
export function printRanges(texts: readonly string[]): string {
  const ipv6 = texts.some((text) => text.includes(':'));
  const ranges = texts.map(parseRange);
  const [only] = ranges;
  if (only && ranges.length === 1) return printRange(only, ipv6);
  const plain = texts.every((text) => !text.includes('/'));
  const kept = plain ? distinct(ranges) : merged(ranges);
  return `{ ${kept.map((range) => printRange(range, ipv6)).join(', ')} }`;
}

/** Addresses without a length are no intervals, though `/32` says the same: nft sorts them and leaves them apart. */
function distinct(ranges: readonly Range[]): Range[] {
  const firsts = [...new Set(ranges.map(({ first }) => first))].sort((a, b) => (a < b ? -1 : 1));
  return firsts.map((first) => ({ first, last: first }));
}
