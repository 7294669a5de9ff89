import type { Arrival, Handling, Machine, MachineConfig, Moment, Packet } from '../../network/index.ts';
import type { KernelState } from './kernel-state.ts';
import { Visit } from './visit.ts';

/** A node's kernel on the road of packets. */
export class Kernel implements Machine {
  constructor(
    readonly config: MachineConfig,
    readonly state: KernelState,
  ) {}

  get name(): string {
    return this.config.name;
  }

  handle(packet: Packet, arrival: Arrival, moment: Moment): Handling {
    const visit = new Visit(this.config, this.state, packet, moment);
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
