import type { Task } from '../../sim/index.ts';
import type { Life } from '../life.ts';
import { type Packet, type Sender, type Walk, walk } from '../network/index.ts';
import type { InFlight } from '../world.ts';
import type { Conversations } from './conversations.ts';
import { networkOf, remembering } from './machines.ts';

const ARRIVAL = 'packet';

/** The machine on which a walk ended. */
function lastMachine({ steps }: Walk, sender: Sender): string {
  const step = steps.findLast(({ place }) => place.at === 'kernel');
  return step?.place.at === 'kernel' ? step.place.node : sender.machine;
}

/** Packets on their way: sent now, their whole way known at once, handed over when they get there. */
export class Transmission {
  constructor(
    private readonly life: Life,
    private readonly conversations: Conversations,
    private readonly deliver: (flight: InFlight) => void,
  ) {}

  /** Sends a packet of a conversation. `reply`: it travels towards the caller. */
  send(conversation: string, packet: Packet, sender: Sender, reply: boolean): void {
    const walked = walk(packet, sender, networkOf(this.life.world), this.life.now, this.life.random);
    this.life.world = remembering(this.life.world, walked.machines.values());
    const id = this.life.serial();
    this.conversations.add(conversation, { id, walk: walked.walk, reply, machine: sender.machine });
    const { end, to } = walked.walk;
    const machine = lastMachine(walked.walk, sender);
    if (end.end === 'delivered') this.expect(id, { conversation, packet: end.packet, host: end.host, machine }, to);
    if (end.end === 'rejected')
      this.expect(id, { conversation, packet: end.answer, host: end.host, machine: end.machine, made: true }, to);
  }

  /** Sends an answer that a slow program gives after so many virtual ms. */
  sendLater(conversation: string, packet: Packet, { host, machine }: Sender, delay: number): void {
    this.expect(this.life.serial(), { conversation, packet, host, machine, made: true }, this.life.now + delay);
  }

  /** Lets a packet arrive; false when the task is none of these. */
  run({ controller, key }: Task): boolean {
    if (controller !== ARRIVAL) return false;
    const { inFlight } = this.life.world;
    const flight = inFlight.get(key);
    if (!flight) return true;
    this.life.world = { ...this.life.world, inFlight: inFlight.delete(key) };
    const { conversation, packet, host, machine, made } = flight;
    if (this.life.world.off.has(machine)) return true;
    if (made) this.send(conversation, packet, { host, machine }, true);
    else this.deliver(flight);
    return true;
  }

  private expect(serial: string, flight: InFlight, at: number): void {
    this.life.world = { ...this.life.world, inFlight: this.life.world.inFlight.set(serial, flight) };
    this.life.plan({ controller: ARRIVAL, key: serial }, at - this.life.now);
  }
}
