/**
 * Chance with an address: the same seed and the same address give the same number, whatever was drawn before. There is no
 * generator that moves on, so replaying, reordering or adding a draw elsewhere changes no other draw.
 */
export interface Random {
  /** A number in [0, 1) that depends on the seed and the address only. */
  draw(...address: readonly (string | number)[]): number;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** The digits of a whole number that is not negative, without writing them down. */
function digits(number: number, start: number): number {
  const hash = number < 10 ? start : digits(Math.floor(number / 10), start);
  return Math.imul(hash ^ (ZERO + (number % 10)), FNV_PRIME);
}

const ZERO = '0'.charCodeAt(0);
const BITS = new DataView(new ArrayBuffer(8));

/** A text and a whole number go in as they are written, any other number by its bits. */
function mixed(part: string | number, start: number): number {
  if (typeof part === 'string') return fnv1a(part, start);
  if (part >>> 0 === part) return digits(part, start);
  if (Number.isInteger(part)) return fnv1a(String(part), start);
  BITS.setFloat64(0, part);
  return Math.imul(Math.imul(start ^ BITS.getInt32(0), FNV_PRIME) ^ BITS.getInt32(4), FNV_PRIME);
}

/** Spreads the bits of a 32-bit hash: the finaliser of MurmurHash3. */
function avalanche(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A source of chance for one seed. */
export function randomFrom(seed: number): Random {
  const start = fnv1a(String(seed), FNV_OFFSET);
  return {
    draw(...address) {
      let hash = start;
      for (let i = 0; i < address.length; i++) {
        // A NUL between the parts, so that moving a letter from one to the next makes another address.
        if (i > 0) hash = Math.imul(hash, FNV_PRIME);
        hash = mixed(address[i] ?? '', hash);
      }
      return avalanche(hash >>> 0) / 2 ** 32;
    },
  };
}
