import { expect, test } from 'vitest';
import type { EndpointAddress, EndpointSubset } from '../../../../api/index.ts';
import { truncated } from './truncate.ts';

const addresses = (count: number): readonly EndpointAddress[] =>
  Array.from({ length: count }, (_, i) => ({ ip: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}` }));

const subset = (ready: number, unready: number): EndpointSubset => ({
  ...(ready > 0 && { addresses: addresses(ready) }),
  ...(unready > 0 && { notReadyAddresses: addresses(unready) }),
});

const sizes = (subsets: readonly EndpointSubset[]): readonly (readonly number[] | undefined)[] | undefined =>
  truncated(subsets)?.map((one) => [one.addresses?.length ?? 0, one.notReadyAddresses?.length ?? 0]);

test('a thousand addresses fit', () => {
  expect(sizes([subset(600, 400)])).toBeUndefined();
});

test('those that are not ready give way first', () => {
  expect(sizes([subset(900, 200)])).toEqual([[900, 100]]);
});

test('subsets give up their part, rounded up, and the last what is then too much', () => {
  expect(sizes([subset(667, 0), subset(667, 0), subset(667, 5)])).toEqual([
    [334, 0],
    [334, 0],
    [332, 0],
  ]);
});

test('a subset that loses all of its addresses stays, though the API server refuses it', () => {
  expect(sizes([subset(1001, 0), subset(0, 1)])).toEqual([
    [1000, 0],
    [0, 0],
  ]);
});
