import { expect, test } from 'vitest';
import type { Conversation, Outcome } from '../../worker/protocol.ts';
import { tallyAt } from './tally.ts';

function over(number: number, outcome: Partial<Outcome>): Conversation {
  return {
    id: `curl#${number}`,
    client: 'Client//curl',
    caller: 'Pod/default/client',
    clientName: 'curl',
    request: 'http://web',
    letter: 'A',
    number,
    from: number,
    to: number,
    flights: [],
    outcome: { word: 'answered', at: number, by: '', because: '', ...outcome },
  };
}

test('counts the answers up to the play-head, and what nobody answered', () => {
  const conversations = [
    over(1, { pod: 'Pod/default/a' }),
    over(2, { pod: 'Pod/default/b' }),
    over(3, { word: 'timed out' }),
    over(9, { pod: 'Pod/default/a' }),
  ];
  expect(tallyAt(conversations, [], 5)).toEqual({
    rows: [
      { pod: 'Pod/default/a', count: 1 },
      { pod: 'Pod/default/b', count: 1 },
    ],
    fair: 1,
    unanswered: 1,
  });
});

test('only the last hundred count', () => {
  const many = Array.from({ length: 150 }, (_, index) =>
    over(index, { pod: index < 100 ? 'Pod/default/old' : 'Pod/default/new' }),
  );
  expect(tallyAt(many, [], 1000).rows).toEqual([
    { pod: 'Pod/default/new', count: 50 },
    { pod: 'Pod/default/old', count: 50 },
  ]);
});
