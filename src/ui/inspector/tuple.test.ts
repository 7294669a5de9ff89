import { expect, test } from 'vitest';
import { tupleText } from './tuple.ts';

test('a tuple reads as from whom to whom', () => {
  expect(tupleText('src=10.244.1.9 dst=10.96.0.10 sport=40000 dport=53')).toBe('10.244.1.9:40000 → 10.96.0.10:53');
});

test('ICMP has no ports', () => {
  expect(tupleText('src=10.244.1.9 dst=10.96.0.10 type=8 code=0 id=1')).toBe('10.244.1.9 → 10.96.0.10');
});

test('what has another form stays as it is', () => {
  expect(tupleText('unknown')).toBe('unknown');
});
