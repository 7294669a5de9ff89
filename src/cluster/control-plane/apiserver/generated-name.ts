import type { Random } from '../../../sim/index.ts';

/** Letters and digits that make no words. Models apimachinery/pkg/util/rand (v1.36). */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A name made of a prefix and five characters; `count` (the revision) makes each one another. */
export function generatedName(prefix: string, random: Random, count: number): string {
  const letters = Array.from(
    { length: 5 },
    (_, i) => ALPHABET[Math.floor(random.draw('name', prefix, count, i) * ALPHABET.length)],
  );
  return prefix.slice(0, 58) + letters.join('');
}
