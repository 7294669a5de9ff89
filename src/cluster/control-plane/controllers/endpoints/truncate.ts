import type { EndpointSubset } from '../../../../api/index.ts';

/** The most addresses that Endpoints hold. */
const CAPACITY = 1000;

type List = 'addresses' | 'notReadyAddresses';

const count = (subsets: readonly EndpointSubset[], list: List): number =>
  subsets.reduce((sum, subset) => sum + (subset[list]?.length ?? 0), 0);

/** Each subset gives up its part of a list, so that `room` addresses are left in all. */
function cut(subsets: readonly EndpointSubset[], list: List, room: number): readonly EndpointSubset[] {
  const total = count(subsets, list);
  let left = room;
  return subsets.map((subset) => {
    const own = subset[list] ?? [];
    const kept = Math.min(left, Math.ceil((own.length / total) * room));
    left -= kept;
    const { [list]: _all, ...others } = subset;
    return { ...others, ...(kept > 0 && { [list]: own.slice(0, kept) }) };
  });
}

/**
 * Cuts at 1,000 addresses, those that are not ready first; undefined when all fit. A subset that loses all of its addresses
 * stays, and the API server refuses the whole. Models pkg/controller/endpoint truncateEndpoints (v1.36).
 */
export function truncated(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] | undefined {
  const ready = count(subsets, 'addresses');
  if (ready + count(subsets, 'notReadyAddresses') <= CAPACITY) return undefined;
  if (ready <= CAPACITY) return cut(subsets, 'notReadyAddresses', CAPACITY - ready);
  const readyOnly = subsets.map(({ notReadyAddresses: _dropped, ...subset }) => subset);
  return cut(readyOnly, 'addresses', CAPACITY);
}
