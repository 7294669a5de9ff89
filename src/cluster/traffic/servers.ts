import type { ObjectKey, Pod } from '../../api/index.ts';
import { hostAnswer, replyTo } from '../apps/index.ts';
import type { Change } from '../control-plane/apiserver/index.ts';
import type { Life } from '../life.ts';
import { INITIAL_TTL, type Packet, type Socket, type TcpFlag } from '../network/index.ts';
import type { InFlight, OpenSocket } from '../world.ts';
import { hostAt } from './hosts.ts';
import type { Transmission } from './transmission.ts';

const text = ({ ip, port }: Socket): string => `${ip} ${port}`;
const socketKey = (host: string, local: Socket, remote: Socket): string => `${host} ${text(local)} ${text(remote)}`;

/** With more open connections than these, those that nobody has used for long are forgotten. */
const MANY_SOCKETS = 300;

const has = ({ flags = [] }: Packet, flag: TcpFlag): boolean => flags.includes(flag);

function restarts(pod: Pod): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}

/** Everything that answers, in Pods, on machines and outside, and the TCP connections that it holds open. */
export class Servers {
  constructor(
    private readonly life: Life,
    private readonly transmission: Transmission,
  ) {}

  /** The programs of a Pod that is gone, or begins anew, close their connections as they end. */
  hear({ key, before, after }: Change): void {
    if (!key.startsWith('Pod/') || !before) return;
    const ended = !after || restarts(after as Pod) !== restarts(before as Pod);
    if (ended) this.closeAll(key);
  }

  /** A packet has reached a host, and is for no client program there. */
  take(flight: InFlight): void {
    const { host, packet, machine, conversation } = flight;
    const answer = packet.protocol === 'tcp' ? this.segment(flight) : this.answerOf(flight)?.answer;
    if (!answer) return;
    const delay = answer.payload ? this.delayOf(flight) : 0;
    if (delay > 0) this.transmission.sendLater(conversation, answer, { host, machine }, delay);
    else this.transmission.send(conversation, answer, { host, machine }, true);
  }

  private delayOf({ host, packet }: InFlight): number {
    return hostAt(host, packet.destination, this.life.world, this.life.reader())?.host.delay ?? 0;
  }

  /** TCP: only an open connection takes data; a segment that belongs to none is reset (RFC 9293 3.10.7). */
  private segment(flight: InFlight): Packet | undefined {
    const { packet } = flight;
    const key = socketKey(flight.host, packet.destination, packet.source);
    const open = this.life.world.sockets.get(key);
    if (has(packet, 'SYN') && !has(packet, 'ACK')) return this.accept(key, flight);
    const isLast = open?.closing === 'last' || (open?.closing === 'first' && has(packet, 'FIN'));
    if (isLast || has(packet, 'RST')) return this.forget(key);
    if (!open) return replyTo(packet, { flags: ['RST'] });
    if (!has(packet, 'FIN')) {
      this.put(key, { ...open, conversation: flight.conversation });
      return this.answerOf(flight)?.answer;
    }
    this.put(key, { ...open, closing: 'last' });
    return replyTo(packet, { flags: ['FIN', 'ACK'] });
  }

  private accept(key: string, flight: InFlight): Packet | undefined {
    const { host, machine, conversation, packet } = flight;
    const found = this.answerOf(flight);
    if (found?.answer && has(found.answer, 'SYN')) {
      const { destination: local, source: remote } = packet;
      this.put(key, { owner: found.owner, host, machine, conversation, local, remote });
    }
    return found?.answer;
  }

  private answerOf({ host, packet }: InFlight): { answer: Packet | undefined; owner: ObjectKey } | undefined {
    const standing = hostAt(host, packet.destination, this.life.world, this.life.reader());
    return standing && { answer: hostAnswer(standing.host, packet), owner: standing.owner };
  }

  private closeAll(owner: ObjectKey): void {
    for (const [key, socket] of this.life.world.sockets.entries()) {
      if (socket.owner !== owner || socket.closing) continue;
      const { local: source, remote: destination, host, machine, conversation } = socket;
      if (this.life.world.off.has(machine)) {
        this.forget(key);
        continue;
      }
      this.put(key, { ...socket, closing: 'first' });
      const goodbye: Packet = { protocol: 'tcp', source, destination, ttl: INITIAL_TTL, flags: ['FIN', 'ACK'] };
      this.transmission.send(conversation, goodbye, { host, machine }, true);
    }
  }

  private put(key: string, socket: OpenSocket): void {
    const { world } = this.life;
    let sockets = world.sockets.set(key, socket);
    if (sockets.size > MANY_SOCKETS)
      for (const [other, { conversation }] of sockets.entries())
        if (!world.conversations.has(conversation)) sockets = sockets.delete(other);
    this.life.world = { ...world, sockets };
  }

  private forget(key: string): undefined {
    const { world } = this.life;
    this.life.world = { ...world, sockets: world.sockets.delete(key) };
  }
}
