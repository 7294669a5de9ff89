import type { BaseChain, Traversal, Verdict } from '../base-chain.ts';
import type { Stay } from '../stay.ts';

const ACCEPT: Verdict = { v: 'accept' };

/** Reads chains in order until one of them decides something else than to let the packet pass. */
export function readChains(chains: readonly BaseChain[], stay: Stay): Traversal {
  const [only] = chains;
  if (only && chains.length === 1) return only.read(stay);
  const readings: Traversal['readings'][number][] = [];
  let [passedOver, jumps] = [0, 0];
  for (const chain of chains) {
    const run = chain.read(stay);
    readings.push(...run.readings);
    passedOver += run.passedOver;
    jumps += run.jumps;
    if (run.verdict.v !== 'accept') return { ...run, readings, passedOver, jumps };
  }
  return { verdict: ACCEPT, readings, passedOver, jumps };
}
