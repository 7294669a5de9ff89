import { expect, test } from 'vitest';
import { fuzz, type Tally } from './fuzz.ts';

/** What became of the first inputs of a seed, and whatever went wrong. */
function played(seed: number, inputs: number) {
  const tally: Tally = { inputs: 0, documents: 0, objects: 0, refusals: 0, faults: 0 };
  const source = fuzz(seed, tally);
  const findings: unknown[] = [];
  while (tally.inputs < inputs) {
    const { value } = source.next();
    if (value?.what !== undefined) findings.push(value);
  }
  return { tally, findings };
}

test('whatever text comes, every document is answered with an object or a Status', () => {
  const { tally, findings } = played(36, 500);
  expect(findings).toEqual([]);
  expect(tally.objects).toBeGreaterThan(50);
  expect(tally.refusals).toBeGreaterThan(50);
  expect(tally.faults).toBeGreaterThan(50);
});

test('a seed throws the same inputs every time', () => {
  expect(played(7, 100)).toEqual(played(7, 100));
});
