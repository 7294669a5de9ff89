/** An IP address as numbers: 16 bits each, two of them for IPv4 and eight for IPv6. */
export type Address = readonly number[];

const V4_WORDS = 2;
const V6_WORDS = 8;

const isByte = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 255;

function parseV4(text: string): Address | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4 || !bytes.every(isByte)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return [a * 256 + b, c * 256 + d];
}

/** The words on one side of `::`; the last may be an IPv4 address. */
function wordsOf(side: string): number[] | undefined {
  const words: number[] = [];
  for (const part of side === '' ? [] : side.split(':')) {
    const v4 = part.includes('.') ? parseV4(part) : undefined;
    if (v4) words.push(...v4);
    else if (/^[\da-f]{1,4}$/i.test(part)) words.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return words;
}

function parseV6(text: string): Address | undefined {
  const sides = text.split('::');
  const [head, tail] = [wordsOf(sides[0] ?? ''), wordsOf(sides[1] ?? '')];
  if (!head || !tail || sides.length > 2) return undefined;
  const missing = V6_WORDS - head.length - tail.length;
  if (sides.length === 1) return missing === 0 ? head : undefined;
  return missing < 1 ? undefined : [...head, ...Array<number>(missing).fill(0), ...tail];
}

/** Reads an IPv4 or IPv6 address (RFC 4291 2.2); undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

/** The longest run of at least two zero words, which IPv6 writes as `::` (RFC 5952). */
function longestZeros(words: Address): { readonly at: number; readonly length: number } {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < words.length; at++) {
    let length = 0;
    while (words[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}

/** An address as it is usually written: IPv6 in the shortest form (RFC 5952). */
export function printAddress(address: Address): string {
  if (address.length === V4_WORDS) return address.flatMap((word) => [word >> 8, word & 0xff]).join('.');
  const hex = address.map((word) => word.toString(16));
  const { at, length } = longestZeros(address);
  return at < 0 ? hex.join(':') : `${hex.slice(0, at).join(':')}::${hex.slice(at + length).join(':')}`;
}

/** An address as it is usually written, however that was done; IPv4 has only one way. Any other text as it is. */
export function canonicalAddress(text: string): string {
  const address = text.includes(':') ? parseV6(text) : undefined;
  return address ? printAddress(address) : text;
}

interface Range {
  readonly base: Address;
  /** One mask per word. */
  readonly masks: readonly number[];
  /** An IPv4 range as 32-bit numbers: most questions are about these. */
  readonly v4?: { readonly base: number; readonly mask: number };
}

const joined = ([high = 0, low = 0]: readonly number[]): number => (high << 16) | low;

function parseRange(cidr: string): Range | undefined {
  const [text = '', length] = cidr.split('/');
  const address = parseAddress(text);
  if (!address) return undefined;
  const bits = length === undefined ? address.length * 16 : Number(length);
  const masks = address.map((_, i) => (0xffff << (16 - Math.min(16, Math.max(0, bits - i * 16)))) & 0xffff);
  const base = address.map((word, i) => word & (masks[i] ?? 0));
  return { base, masks, ...(base.length === V4_WORDS && { v4: { base: joined(base), mask: joined(masks) } }) };
}

const [DOT, ZERO, NINE] = ['.', '0', '9'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** An IPv4 address as a signed 32-bit number, read without splitting; undefined for anything else. */
export function parsedV4(text: string): number | undefined {
  let [address, byte, dots] = [0, -1, 0];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === DOT) {
      if (byte < 0 || byte > 255 || ++dots > 3) return undefined;
      address = (address << 8) | byte;
      byte = -1;
    } else if (sign >= ZERO && sign <= NINE) byte = (byte < 0 ? 0 : byte * 10) + sign - ZERO;
    else return undefined;
  }
  return dots === 3 && byte >= 0 && byte <= 255 ? (address << 8) | byte : undefined;
}

/** What was read is read again all the time; the memory of it is bounded. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = read(text);
    if (known.size > 50_000) known.clear();
    known.set(text, made);
    return made;
  };
}

const rangeOf = remembering(parseRange);
const addressOf = remembering(parseAddress);

/** An IPv4 range as numbers: addresses whose bits under `mask` are `base`. Undefined for anything else. */
export const rangeV4 = (cidr: string): { readonly base: number; readonly mask: number } | undefined =>
  rangeOf(cidr)?.v4;

/** Whether an address lies in a range such as `10.96.0.0/12`; a range without length is one address. False across families. */
export function isIn(ip: string, cidr: string): boolean {
  const range = rangeOf(cidr);
  if (range?.v4) {
    const address = parsedV4(ip);
    return address !== undefined && (address & range.v4.mask) === range.v4.base;
  }
  const address = addressOf(ip);
  if (!address || !range || address.length !== range.base.length) return false;
  for (let i = 0; i < address.length; i++) {
    if (((address[i] ?? 0) & (range.masks[i] ?? 0)) !== range.base[i]) return false;
  }
  return true;
}

/** The address `offset` places behind the first one of a range; undefined when the text is no range. */
export function addressIn(cidr: string, offset: number): string | undefined {
  const range = rangeOf(cidr);
  if (!range) return undefined;
  const words = [...range.base];
  let carry = offset;
  for (let i = words.length - 1; carry > 0 && i >= 0; i--) {
    const sum = (words[i] ?? 0) + carry;
    words[i] = sum & 0xffff;
    carry = Math.floor(sum / 0x10000);
  }
  return printAddress(words);
}

/** How many bits of a range are fixed: its length, or all of them for a lone address. */
export function prefixLength(cidr: string): number {
  const [base = '', length] = cidr.split('/');
  if (length !== undefined) return Number(length);
  return base.includes(':') ? 128 : 32;
}

/** Whether an address is one of those by which a machine speaks to itself: 127.0.0.0/8 or ::1. */
export const isLoopback = (ip: string): boolean => ip.startsWith('127.') || ip === '::1';
