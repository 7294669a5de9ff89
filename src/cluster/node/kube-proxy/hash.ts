import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The first letters of the base32 (RFC 4648) of a text's SHA-256: five bits a letter. */
export function shortHash(text: string, length: number): string {
  const bytes = sha256(utf8ToBytes(text));
  let hash = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5 && hash.length < length) {
      held -= 5;
      hash += BASE32[(bits >> held) & 31];
    }
    if (hash.length === length) break;
  }
  return hash;
}
