import type { Hook, Socket } from '../../network/index.ts';
import type { Stay } from './stay.ts';

/** What a chain decides about a packet. `accept` is also what a base chain says when no rule decided. */
export type Verdict =
  | { readonly v: 'accept' }
  | { readonly v: 'drop' }
  | { readonly v: 'reject' }
  | { readonly v: 'dnat'; readonly to: Socket }
  | { readonly v: 'masquerade'; readonly randomFully: boolean };

/**
 * A chain that a hook reads, whichever program wrote it in whichever language. This is all that the hooks know of rules:
 * iptables and nftables stand side by side behind it.
 */
export interface BaseChain {
  readonly type: 'filter' | 'nat';
  readonly hook: Exclude<Hook, 'ROUTING'>;
  /** Lower ones are read first; nat rewrites destinations at -100 and sources at 100, iptables filters at 0. */
  readonly priority: number;
  /** What it decides; what was read on the way, and by which rule it decided, is noted in the stay. */
  read(stay: Stay): Verdict;
}

/** Where the kernel rewrites destinations; filters before it see the packet as it came. */
export const DSTNAT = -100;
