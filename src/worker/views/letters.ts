import type { ObjectKey } from '../../api/index.ts';
import type { World } from '../../cluster/world.ts';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'];

/** The letter of each Client; it does not change while the Client lives. More than six share letters. */
export function lettersOf({ clients }: World): ReadonlyMap<ObjectKey, string> {
  return new Map([...clients.entries()].map(([key, { letter }]) => [key, LETTERS[letter % LETTERS.length] ?? 'A']));
}
