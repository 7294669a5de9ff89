import type { L4Protocol, Socket } from '../../../network/index.ts';
import type { Origin } from '../origin.ts';

/** A field of a packet: source and destination address, transport protocol, destination port (`th dport`). */
export type NftField = 'saddr' | 'daddr' | 'l4proto' | 'dport';

/** What becomes of the packet. `jump` comes back when the other chain ends, `goto` leaves the present one for good. */
export type NftVerdict =
  | { readonly v: 'jump' | 'goto'; readonly chain: string }
  | { readonly v: 'accept' | 'drop' | 'return' };

/**
 * One expression of a rule. They run from left to right; one that does not match ends the rule. What a packet looks for
 * in a set or map is the text of its fields joined as `elementKey` does.
 */
export type NftExpression =
  /** The fields, joined, are an element of a set: `ip saddr . ip daddr … @hairpin-connections`. */
  | { readonly x: 'in-set'; readonly key: readonly NftField[]; readonly set: string }
  /** The address lies in one of the ranges (`10.0.0.1`, `10.0.0.0/8`); `not`: in none. */
  | {
      readonly x: 'address';
      readonly field: 'saddr' | 'daddr';
      readonly ranges: readonly string[];
      readonly not?: true;
    }
  /** `iifname "name"`, with `prefix` `iifname "name*"`: the interface by which the packet came in. */
  | { readonly x: 'iifname'; readonly name: string; readonly prefix: boolean; readonly not?: true }
  | { readonly x: 'l4proto'; readonly protocol: L4Protocol }
  /** `ct state new` */
  | { readonly x: 'ct-state'; readonly state: 'new' | 'established' | 'related' | 'invalid' }
  /** `ct status dnat`: the connection's destination was rewritten. */
  | { readonly x: 'ct-status'; readonly status: 'dnat' }
  /** `fib saddr type local`: the address is one of the machine's own. */
  | { readonly x: 'fib'; readonly field: 'saddr' | 'daddr'; readonly type: 'local' }
  /** Some bit of `mask` is set in the packet's mark. */
  | { readonly x: 'mark-set'; readonly mask: number }
  | { readonly x: 'set-mark'; readonly op: 'or' | 'xor'; readonly value: number }
  /** Notes the field in a dynamic set, or renews the note: the set's time begins anew. */
  | { readonly x: 'update'; readonly set: string; readonly field: NftField }
  | { readonly x: 'verdict'; readonly verdict: NftVerdict }
  /** The verdict that a map holds for the fields; without an element the rule ends and the next one is read. */
  | { readonly x: 'vmap'; readonly key: readonly NftField[]; readonly map: string }
  /** `numgen random mod n vmap { … }`: one of the verdicts, each as likely as the others. */
  | { readonly x: 'numgen-vmap'; readonly verdicts: readonly NftVerdict[] }
  /** `dnat to ip:port` */
  | { readonly x: 'dnat'; readonly to: Socket }
  /** `dnat ip to numgen random mod n map { … }`: one of the sockets, each as likely as the others. */
  | { readonly x: 'numgen-dnat'; readonly to: readonly Socket[] }
  | { readonly x: 'masquerade'; readonly fullyRandom: boolean }
  /** Answers with ICMP port unreachable. */
  | { readonly x: 'reject' };

/** One rule of a chain, as data. */
export interface NftRule {
  readonly expressions: readonly NftExpression[];
  readonly comment?: string;
  readonly origin: Origin;
}
