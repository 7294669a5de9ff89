import { expect, it } from 'vitest';
import { noNotes, notedAmong, notedAt } from './noted-addresses.ts';

it('a full list forgets the address that it noted longest ago, and no other list', () => {
  let lists = notedAmong(noNotes, 'OTHER', '10.0.0.1', 0, 3);
  for (const [i, address] of ['a', 'b', 'c'].entries()) lists = notedAmong(lists, 'LIST', address, i, 3);
  lists = notedAmong(lists, 'LIST', 'a', 10, 3);
  lists = notedAmong(lists, 'LIST', 'd', 11, 3);
  expect(['a', 'b', 'c', 'd'].map((address) => notedAt(lists, 'LIST', address))).toEqual([10, undefined, 2, 11]);
  expect(notedAt(lists, 'OTHER', '10.0.0.1')).toBe(0);
});
