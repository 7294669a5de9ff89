const numberOf = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (ip: number): string => [24, 16, 8, 0].map((shift) => Math.floor(ip / 2 ** shift) % 256).join('.');

/** FNV-1a of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** The IPv4 addresses that a provider may hand out. In a range of more than two, the first and the last are nobody's. */
export class AddressPool {
  private readonly first: number;
  private readonly size: number;

  constructor(cidr: string) {
    const [ip = '', bits = '32'] = cidr.split('/');
    const all = 2 ** (32 - Number(bits));
    const margin = all > 2 ? 1 : 0;
    this.first = Math.floor(numberOf(ip) / all) * all + margin;
    this.size = all - 2 * margin;
  }

  has(ip: string): boolean {
    const offset = numberOf(ip) - this.first;
    return offset >= 0 && offset < this.size;
  }

  /** A free address for a name: always the same one while it is free, then the next behind it; undefined when all are taken. */
  addressFor(name: string, taken: ReadonlySet<string>): string | undefined {
    const start = hashOf(name) % this.size;
    for (let i = 0; i < Math.min(this.size, taken.size + 1); i++) {
      const ip = dotted(this.first + ((start + i) % this.size));
      if (!taken.has(ip)) return ip;
    }
    return undefined;
  }
}
