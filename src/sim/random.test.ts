import { expect, it } from 'vitest';
import { randomFrom } from './random.ts';

it('draws the same number for the same seed and address, whatever was drawn before', () => {
  const first = randomFrom(7).draw('node-1', 'KUBE-SVC', 3);
  const random = randomFrom(7);
  random.draw('something', 'else');
  expect(random.draw('node-1', 'KUBE-SVC', 3)).toBe(first);
});

it('draws other numbers for other seeds and other addresses', () => {
  const draws = [
    randomFrom(1).draw('a', 1),
    randomFrom(2).draw('a', 1),
    randomFrom(1).draw('a', 2),
    randomFrom(1).draw('a1'),
  ];
  expect(new Set(draws).size).toBe(4);
});

it('spreads evenly over [0, 1)', () => {
  const random = randomFrom(42);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i++) {
    const tenth = Math.floor(random.draw('flow', i) * 10);
    counts[tenth] = (counts[tenth] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000 * 0.9));
});
