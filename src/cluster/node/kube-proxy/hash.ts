import { sha256 } from '@noble/hashes/sha2.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Names and addresses are plain ASCII, which needs no encoder. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The first letters of the base32 (RFC 4648) of a text's SHA-256: five bits a letter. */
export function shortHash(text: string, length: number): string {
  const bytes = sha256(bytesOf(text));
  const letters: string[] = [];
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5 && letters.length < length) {
      held -= 5;
      letters.push(BASE32[(bits >> held) & 31] ?? '');
    }
    if (letters.length === length) break;
  }
  // Joined, not added up: names that are looked up by every packet should be one flat text to the engine.
  return letters.join('');
}
