import type { L4Protocol, Socket } from '../../../network/index.ts';

import type { Origin } from '../origin.ts';

/** States that conntrack gives a packet, as `-m conntrack --ctstate` names them. */
export type CtState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'DNAT' | 'SNAT';

/**
 * One condition of a rule. They are read from left to right and all must hold. `not` is the `!` in front.
 * `tcp` and friends stand for `-m tcp` with or without `--dport`, which only exists behind a `protocol` of that name.
 */
export type Match =
  | { readonly m: 'source'; readonly cidr: string; readonly not?: true }
  | { readonly m: 'destination'; readonly cidr: string; readonly not?: true }
  /** `-i name`, or with `prefix` `-i name+`: the interface by which the packet came in. */
  | { readonly m: 'in-interface'; readonly name: string; readonly prefix: boolean; readonly not?: true }
  | { readonly m: 'protocol'; readonly protocol: L4Protocol }
  | { readonly m: 'comment'; readonly text: string }
  | { readonly m: 'port'; readonly protocol: L4Protocol; readonly dport?: number }
  | { readonly m: 'conntrack'; readonly states: readonly CtState[]; readonly not?: true }
  | { readonly m: 'mark'; readonly value: number; readonly mask: number; readonly not?: true }
  | { readonly m: 'addrtype'; readonly end: 'source' | 'destination'; readonly type: 'LOCAL'; readonly not?: true }
  | { readonly m: 'statistic'; readonly probability: number }
  | {
      readonly m: 'recent';
      readonly name: string;
      /** IPv6 addresses are noted, not IPv4 ones. */
      readonly ipv6?: true;
      /** `set` notes the source; `rcheck` asks whether it was noted in the last `seconds`, and forgets older ones. */
      readonly action:
        | { readonly a: 'set' }
        | { readonly a: 'rcheck'; readonly seconds: number; readonly reap: boolean };
    }
  | { readonly m: 'nfacct'; readonly name: string };

/** What is read behind dice or a list leaves traces though the rule does not match. */
export const leavesTraces = ({ m }: Match): boolean => m === 'statistic' || m === 'recent';

/** What happens to a packet that all matches took. A rule without target only counts. */
export type Target =
  | { readonly t: 'jump'; readonly chain: string }
  | { readonly t: 'return' }
  | { readonly t: 'accept' }
  | { readonly t: 'drop' }
  | { readonly t: 'reject'; readonly with: 'icmp-port-unreachable' | 'icmp6-port-unreachable' }
  | { readonly t: 'dnat'; readonly to: Socket }
  | { readonly t: 'masquerade'; readonly randomFully: boolean }
  /** `MARK --set-xmark value/mask`: clears the bits of `mask`, then flips those of `value`. */
  | { readonly t: 'mark'; readonly value: number; readonly mask: number }
  | { readonly t: 'none' };

/** One rule of a chain, as data. */
export interface Rule {
  readonly matches: readonly Match[];
  readonly target: Target;
  readonly origin: Origin;
}

/** A chain: rules that are read from the first to the last until one of them decides. */
export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
}
