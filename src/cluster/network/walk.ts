import type { Random } from '../../sim/index.ts';
import { isLoopback } from './address.ts';
import type { Arrival, Handling, Machine, Network } from './machine.ts';
import type { Packet } from './packet.ts';
import type { End, Place, Step, Walk } from './step.ts';

/** Who sends: a program in a Pod that hangs on a machine, or a program of the machine itself (`host` is then the machine's name). */
export interface Sender {
  readonly host: string;
  readonly machine: string;
}

/** A finished walk and the machines that it changed. */
export interface Walked {
  readonly walk: Walk;
  readonly machines: ReadonlyMap<string, Machine>;
}

/** More machines than any sane path has; a loop between routers ends at its TTL long before. */
const MOST_MACHINES = 130;

function moved(place: Place, packet: Packet, from: number, to: number, says: string): Step {
  return { place, from, to, before: packet, after: packet, readings: [], passedOver: 0, says };
}

/** A walk under way. */
class Journey {
  readonly steps: Step[] = [];
  readonly machines = new Map<string, Machine>();
  private packet: Packet;
  private now: number;

  constructor(
    private readonly sent: Packet,
    private readonly start: number,
    private readonly network: Network,
    private readonly random: Random,
  ) {
    this.packet = sent;
    this.now = start;
  }

  run(sender: Sender): Walk {
    let arrival: Arrival = 'local';
    let { machine } = sender;
    if (this.staysHome(sender)) return this.ended({ end: 'delivered', host: sender.host, packet: this.packet });
    if (sender.host !== sender.machine) {
      arrival = 'veth';
      this.pass(
        { at: 'socket', host: sender.host },
        this.network.latency.veth,
        `leaves the Pod for the kernel of ${machine}`,
      );
    }
    for (let i = 0; i < MOST_MACHINES; i++) {
      const next = this.through(machine, arrival);
      if (typeof next !== 'string') return this.ended(next);
      const wire: Place = { at: 'wire', from: machine, to: next };
      if (!this.network.connects(machine, next)) {
        return this.ended({ end: 'lost', place: wire, why: `the network is cut between ${machine} and ${next}` });
      }
      this.pass(wire, this.network.latency.wire, `crosses the network from ${machine} to ${next}`);
      [machine, arrival] = [next, 'wire'];
    }
    return this.ended({ end: 'lost', place: { at: 'socket', host: machine }, why: 'passed through too many machines' });
  }

  /** A Pod's own address and its loopback never leave the Pod. */
  private staysHome({ host, machine }: Sender): boolean {
    const { source, destination } = this.packet;
    if (host === machine || (destination.ip !== source.ip && !isLoopback(destination.ip))) return false;
    this.pass({ at: 'socket', host }, 0, 'is for the sender itself and never leaves it');
    return true;
  }

  /** Hands the packet to a machine; the name of the next one, or the end. */
  private through(name: string, arrival: Arrival): string | End {
    const machine = this.machines.get(name) ?? this.network.machine(name);
    if (!machine) return { end: 'lost', place: { at: 'wire', from: name, to: '' }, why: `nobody answers for ${name}` };
    const { now, random, network } = this;
    const reaches = (other: string): boolean => network.connects(name, other);
    const handling = machine.handle(this.packet, arrival, { now, random, latency: network.latency, reaches });
    this.machines.set(name, handling.machine);
    this.steps.push(...handling.steps);
    [this.packet, this.now] = [handling.packet, handling.until];
    return this.after(name, handling);
  }

  private after(name: string, { handled, packet }: Handling): string | End {
    switch (handled.to) {
      case 'machine':
        return handled.machine;
      case 'host':
        this.pass({ at: 'socket', host: handled.host }, this.network.latency.veth, 'reaches the Pod');
        return { end: 'delivered', host: handled.host, packet };
      case 'self':
        return { end: 'delivered', host: name, packet };
      case 'nowhere':
        return { end: 'lost', place: { at: 'kernel', node: name, hook: 'ROUTING' }, why: handled.why };
      case 'drop': {
        const { to: _, ...rest } = handled;
        return { end: 'dropped', ...rest };
      }
      case 'reject': {
        const { to: _, ...rest } = handled;
        return { end: 'rejected', machine: name, host: name, ...rest };
      }
    }
  }

  private pass(place: Place, duration: number, says: string): void {
    this.steps.push(moved(place, this.packet, this.now, this.now + duration, says));
    this.now += duration;
  }

  private ended(end: End): Walk {
    return { packet: this.sent, from: this.start, to: this.now, steps: this.steps, end };
  }
}

/**
 * Follows one packet from its sender until it is delivered, dropped, rejected or lost. Pure: the machines with what they
 * remember of it are handed back, and whoever means it puts them in the place of the old ones. Always ends.
 */
export function walk(packet: Packet, sender: Sender, network: Network, now: number, random: Random): Walked {
  const journey = new Journey(packet, now, network, random);
  return { walk: journey.run(sender), machines: journey.machines };
}
