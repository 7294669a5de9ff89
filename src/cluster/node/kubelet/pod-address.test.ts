import { expect, it } from 'vitest';
import { leased } from './pod-address.ts';
import { type KubeletState, noPods } from './state.ts';

/** What Pods get one after the other. */
function all(podCIDRs: readonly string[], pods: number): (readonly string[] | undefined)[] {
  let state: KubeletState = noPods;
  return Array.from({ length: pods }, (_, i) => {
    const lease = leased(state, podCIDRs, `pod-${i}`);
    state = lease?.state ?? state;
    return lease?.ips;
  });
}

it('gives one address of each range of the node, behind that of the bridge', () => {
  expect(all(['10.244.1.0/24', 'fd00:10:244:1::/64'], 2)).toEqual([
    ['10.244.1.2', 'fd00:10:244:1::2'],
    ['10.244.1.3', 'fd00:10:244:1::3'],
  ]);
  expect(all(['fd00:10:244:1:2:3:4:100/120'], 1)).toEqual([['fd00:10:244:1:2:3:4:102']]);
});

it('gives nothing when one of the ranges is full', () => {
  expect(all(['10.244.1.0/30', 'fd00:10:244:1::/64'], 2)).toEqual([['10.244.1.2', 'fd00:10:244:1::2'], undefined]);
});
