import type { Random } from '../../sim/index.ts';
import type { Packet } from './packet.ts';
import type { Place, Step } from './step.ts';
import type { Latency } from './wire.ts';

/** How a packet comes into a machine: made by one of its own programs, from a Pod's interface, or from the network. */
export type Arrival = 'local' | 'veth' | 'wire';

/** What a machine does with a packet in the end. */
export type Handled =
  | { readonly to: 'host'; readonly host: string }
  | { readonly to: 'self' }
  | { readonly to: 'machine'; readonly machine: string }
  | { readonly to: 'nowhere'; readonly why: string }
  | {
      readonly to: 'drop';
      readonly place: Place;
      readonly why: string;
      readonly rule?: RuleRef;
      /** What the sender's own system call says, when the packet was stopped before it left the sender's machine. */
      readonly errno?: 'EPERM' | 'EINVAL';
    }
  | {
      readonly to: 'reject';
      readonly place: Place;
      readonly answer: Packet;
      readonly why: string;
      readonly rule?: RuleRef;
      readonly errno?: 'EPERM' | 'EINVAL';
      /** Who answers when it is not this machine's kernel: the Pod that could not find its neighbour. */
      readonly host?: string;
    };

/** The rule that decided: where it stands and how it reads. */
export interface RuleRef {
  readonly table: string;
  readonly chain: string;
  /** Place in the chain, from 0. */
  readonly index: number;
  /** As `iptables-save` or `nft list` prints it. */
  readonly text: string;
  readonly origin: { readonly object: string; readonly field: string };
}

/** A packet's time inside a machine, and the machine afterwards. */
export interface Handling {
  readonly steps: readonly Step[];
  readonly packet: Packet;
  readonly until: number;
  readonly handled: Handled;
  readonly machine: Machine;
}

/** The instant at which a machine gets a packet, and what it can find out about its surroundings. */
export interface Moment {
  /** Virtual ms. */
  readonly now: number;
  readonly random: Random;
  readonly latency: Latency;
  /** Whether frames from this machine reach another one at this instant: no link is down, nothing is cut. */
  reaches(machine: string): boolean;
}

/**
 * Something that takes packets in and sends them on: a node's kernel, a router, a load balancer that passes packets on.
 * Handling is pure: the machine that remembers what happened comes back beside the packet.
 */
export interface Machine {
  readonly name: string;
  handle(packet: Packet, arrival: Arrival, moment: Moment): Handling;
}

/** The machines, and the cables between them. Who hangs on a machine as a host (a Pod, an outside host) is its own knowledge. */
export interface Network {
  machine(name: string): Machine | undefined;
  /** Whether frames get from one machine to another: false while a link is down or the network is cut between them. */
  connects(from: string, to: string): boolean;
  readonly latency: Latency;
}
