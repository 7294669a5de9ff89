import type { RuleRef } from './machine.ts';
import type { Packet } from './packet.ts';

/** The five hooks of netfilter, and the routing decision between them. */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING' | 'ROUTING';

/** Where a packet is: in a network namespace of a program, in a machine's kernel, or between two machines. */
export type Place =
  | { readonly at: 'socket'; readonly host: string }
  | { readonly at: 'kernel'; readonly node: string; readonly hook: Hook }
  | { readonly at: 'wire'; readonly from: string; readonly to: string };

/** A rule that a packet read, in plain words so that it can be shown long after the rules have changed. */
export interface Reading {
  readonly table: string;
  readonly chain: string;
  /** Place of the rule in its chain, from 0. */
  readonly index: number;
  /** As `iptables-save` or `nft list` prints it. */
  readonly text: string;
  readonly taken: boolean;
  /** For dice: the number drawn, in [0, 1). `statistic` takes the rule when it is below the probability; `numgen` makes n equal parts of it. */
  readonly drawn?: number | undefined;
  /** The element of a set or map that decided, as `nft list` prints it. */
  readonly element?: string | undefined;
  readonly origin: { readonly object: string; readonly field: string };
}

/** One stage of a packet's way. `from` and `to` are instants of virtual time (ms). */
export interface Step {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
  readonly before: Packet;
  readonly after: Packet;
  /** Rules that were taken, and the dice that were lost. */
  readonly readings: readonly Reading[];
  /** Other rules that were read here and did not match. */
  readonly passedOver: number;
  /** What happened, in a sentence. */
  readonly says: string;
  /** The connection table's entry that was made or used here, as `conntrack -L` prints it. */
  readonly conntrack?: string | undefined;
}

/** How a packet's way ended. */
export type End =
  | { readonly end: 'delivered'; readonly host: string; readonly packet: Packet }
  | {
      readonly end: 'dropped';
      readonly place: Place;
      readonly why: string;
      readonly rule?: RuleRef;
      readonly errno?: string;
    }
  /** Somebody answers in the place of the receiver; `answer` starts at `host` on `machine` (the same for a kernel's own answers). */
  | {
      readonly end: 'rejected';
      readonly place: Place;
      readonly machine: string;
      readonly host: string;
      readonly answer: Packet;
      readonly why: string;
      readonly rule?: RuleRef;
      readonly errno?: string;
    }
  | { readonly end: 'lost'; readonly place: Place; readonly why: string };

/** A packet's whole way. */
export interface Walk {
  readonly packet: Packet;
  readonly from: number;
  readonly to: number;
  readonly steps: readonly Step[];
  readonly end: End;
}
