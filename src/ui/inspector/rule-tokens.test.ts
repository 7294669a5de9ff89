import { expect, test } from 'vitest';
import { tokensOf } from './rule-tokens.ts';

const LINES = [
  '-A KUBE-SVC-X -m comment --comment "default/web -> 10.244.1.2:8080" -m statistic --probability 0.5 -j KUBE-SEP-A',
  '\t\tip daddr 10.96.0.10 tcp dport 53 goto service-ULMVA6XW-kube-system/kube-dns/tcp/dns-tcp',
  '-A KUBE-SEP-A -p tcp -j DNAT --to-destination 10.244.1.2:8080',
  '',
  '-A X -m comment --comment "never closed',
];

test.each(LINES)('the words of %j joined are the line again', (line) => {
  const text = tokensOf(line)
    .map((token) => token.text)
    .join('');
  expect(text).toBe(line);
});

test('options, comments, chains and verdicts are told apart', () => {
  const kinds = new Map(tokensOf(`${LINES[0]} ${LINES[2]}`).map(({ text, kind }) => [text, kind]));
  expect(kinds.get('-m')).toBe('option');
  expect(kinds.get('"default/web -> 10.244.1.2:8080"')).toBe('comment');
  expect(kinds.get('KUBE-SEP-A')).toBe('chain');
  expect(kinds.get('DNAT')).toBe('verdict');
  expect(kinds.get('0.5')).toBe('plain');
});
