const parsed = new Map<string, readonly [base: number, size: number]>();

const toNumber = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function rangeOf(cidr: string): readonly [number, number] {
  const known = parsed.get(cidr);
  if (known) return known;
  const [base = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  const range = [Math.floor(toNumber(base) / size), size] as const;
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(cidr, range);
  return range;
}

/** Whether an IPv4 address lies in a range; a range of one address is compared as text. */
export function isIn(ip: string, cidr: string): boolean {
  if (cidr.endsWith('/32')) return cidr.length === ip.length + 3 && cidr.startsWith(ip);
  const [base, size] = rangeOf(cidr);
  return Math.floor(toNumber(ip) / size) === base;
}
