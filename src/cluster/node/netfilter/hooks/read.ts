import type { BaseChain, Verdict } from '../base-chain.ts';
import type { Stay } from '../stay.ts';

const ACCEPT: Verdict = { v: 'accept' };

/** Reads chains in order until one of them decides something else than to let the packet pass. */
export function readChains(chains: readonly BaseChain[], stay: Stay): Verdict {
  stay.rule = undefined;
  for (const chain of chains) {
    const verdict = chain.read(stay);
    if (verdict.v !== 'accept') return verdict;
  }
  return ACCEPT;
}
