import type { Random } from '../../sim/index.ts';
import type { Packet } from './packet.ts';
import type { Place, Step } from './step.ts';

/** How a packet comes into a machine: made by one of its own programs, from a Pod's interface, or from the network. */
export type Arrival = 'local' | 'veth' | 'wire';

/** What a machine does with a packet in the end. */
export type Handled =
  | { readonly to: 'host'; readonly host: string }
  | { readonly to: 'self' }
  | { readonly to: 'machine'; readonly machine: string }
  | { readonly to: 'nowhere'; readonly why: string }
  | { readonly to: 'drop'; readonly place: Place; readonly why: string; readonly rule?: string }
  | {
      readonly to: 'reject';
      readonly place: Place;
      readonly answer: Packet;
      readonly why: string;
      readonly rule?: string;
    };

/** A packet's time inside a machine, and the machine afterwards. */
export interface Handling {
  readonly steps: readonly Step[];
  readonly packet: Packet;
  readonly until: number;
  readonly handled: Handled;
  readonly machine: Machine;
}

/**
 * Something that takes packets in and sends them on: a node's kernel, later a router or a load balancer. Handling is
 * pure: the machine that remembers what happened comes back beside the packet.
 */
export interface Machine {
  readonly name: string;
  handle(packet: Packet, arrival: Arrival, now: number, random: Random): Handling;
}

/** The machines and who hangs on which. */
export interface Network {
  machine(name: string): Machine | undefined;
}
