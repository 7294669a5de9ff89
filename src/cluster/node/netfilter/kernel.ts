import type { Random } from '../../../sim/index.ts';
import type { Arrival, Handling, Machine, Packet } from '../../network/index.ts';
import type { KernelState } from './kernel-state.ts';
import { Visit } from './visit.ts';

/** Where a packet for an address goes next. */
export type Route =
  | { readonly to: 'self' }
  /** To a Pod that hangs on this machine. */
  | { readonly to: 'host'; readonly host: string }
  /** Over the network to another machine. */
  | { readonly to: 'machine'; readonly machine: string }
  | { readonly to: 'nowhere'; readonly why: string };

/** What a machine is, apart from what its kernel remembers. */
export interface MachineConfig {
  readonly name: string;
  /** The machine's address on the network. */
  readonly address: string;
  /** The address of the bridge on which its Pods hang. */
  readonly bridge: string;
  route(ip: string): Route;
  isLocal(ip: string): boolean;
  /** Traffic of Pods that leaves the Pod network is masqueraded by the network plugin: the range that does not leave it. */
  readonly podNetwork: string | undefined;
}

/** A node's kernel on the road of packets. */
export class Kernel implements Machine {
  constructor(
    readonly config: MachineConfig,
    readonly state: KernelState,
  ) {}

  get name(): string {
    return this.config.name;
  }

  handle(packet: Packet, arrival: Arrival, now: number, random: Random): Handling {
    const visit = new Visit(this.config, this.state, packet, now, random);
    const handled = arrival === 'local' ? visit.output() : visit.prerouting();
    return {
      steps: visit.steps,
      packet: visit.packet,
      until: visit.now,
      handled,
      machine: new Kernel(this.config, visit.stateAfter()),
    };
  }
}
