import type { Arrival, Handled, Handling, Machine, MachineConfig, Moment, Packet } from '../../network/index.ts';
import { bridged } from './hooks/bridge.ts';
import { hooksOf } from './hooks/hooks.ts';
import { output } from './hooks/output.ts';
import { prerouting } from './hooks/prerouting.ts';
import type { KernelState } from './kernel-state.ts';
import { Stay } from './stay.ts';

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
    const hooks = hooksOf(this.state, packet.destination.ip.includes(':') ? 'ip6' : 'ip');
    const stay = new Stay(this.config, arrival, this.state, hooks, packet, moment);
    const handled = enter(stay, arrival);
    return {
      steps: stay.steps,
      packet: stay.packet,
      until: stay.now,
      handled,
      machine: new Kernel(this.config, stay.stateAfter()),
    };
  }
}

/** The way in depends on where the packet comes from. */
function enter(stay: Stay, arrival: Arrival): Handled {
  if (arrival === 'local') return output(stay);
  const { ip } = stay.packet.destination;
  const onBridge = arrival === 'veth' && stay.machine.onBridge(ip) && !stay.isLocal(ip);
  return onBridge ? bridged(stay) : prerouting(stay);
}
