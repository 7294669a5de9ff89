import type { Client, ObjectKey } from '../../api/index.ts';
import { keyOf } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'];

/** The letter of each Client, in the order of their names; more than six share letters. */
export function lettersOf(read: Reader): ReadonlyMap<ObjectKey, string> {
  return new Map(read.list<Client>('Client').map((client, i) => [keyOf(client), LETTERS[i % LETTERS.length] ?? 'A']));
}
