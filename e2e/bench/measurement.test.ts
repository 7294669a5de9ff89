import { expect, test } from 'vitest';
import { summary, timed } from './measurement.ts';

test('samples are summed up by nearest rank, in any order', () => {
  const samples = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(summary(samples, 'ms')).toEqual({ value: 50, unit: 'ms', p50: 50, p95: 95, samples: 100 });
});

test('a single sample is its own median and 95th percentile', () => {
  expect(summary([7], 'B')).toEqual({ value: 7, unit: 'B', p50: 7, p95: 7, samples: 1 });
});

test('no sample is a fault, not a zero', () => {
  expect(() => summary([], 'ms')).toThrow('nothing was measured');
});

test('every turn gives one sample', () => {
  expect(timed(3, () => undefined)).toHaveLength(3);
});
