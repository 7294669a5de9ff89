import { INITIAL_TTL, type L4Protocol, type Packet, type Socket } from '../../../src/cluster/network/index.ts';
import type { Party } from './party.ts';

/** How one try came out. */
export interface Try {
  readonly outcome: string;
  readonly icmpFrom?: string;
  /** `name:port` */
  readonly backend?: string;
  readonly sourceSeen?: string;
  readonly sourcePort?: number;
  readonly body?: unknown;
}

/** What the caller's programs need of the world around them. */
export interface Surroundings {
  send(party: Party, packet: Packet): void;
  /** Runs something later, unless the caller has done with the matter. */
  after(ms: number, run: () => void): void;
}

/** Where to, from a probe: `tcp://10.96.0.1:80`, `http://192.168.50.11:10256/healthz`. */
export interface Target {
  readonly protocol: L4Protocol;
  readonly ip: string;
  readonly port: number;
  readonly path?: string;
}

export function targetOf(to: string): Target {
  const [, scheme = '', v6, v4 = '', port = '0', path] =
    /^(\w+):\/\/(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d+))?(\/.*)?$/.exec(to) ?? [];
  const target = { ip: v6 ?? v4, port: Number(port) };
  if (scheme === 'http') return { protocol: 'tcp', ...target, path: path ?? '/' };
  return { protocol: scheme as L4Protocol, ...target };
}

/** When a SYN that nobody answers is sent again (net.ipv4.tcp_syn_retries: after 1, 2, 4, 8 … seconds). */
const SYN_AGAIN = [1000, 3000, 7000, 15_000, 31_000];

/** One socket of a caller: it opens a connection, asks once, and says how that came out. */
export class Call {
  outcome: Try | undefined;
  readonly local: Socket;
  private readonly remote: Socket;
  private connected = false;
  private closing = false;

  constructor(
    readonly party: Party,
    source: Socket,
    private readonly target: Target,
    private readonly keep: boolean,
    private readonly around: Surroundings,
  ) {
    this.local = source;
    this.remote = { ip: target.ip, port: target.protocol === 'icmp' ? 0 : target.port };
  }

  start(timeout: number): void {
    const { protocol } = this.target;
    this.around.after(timeout, () => this.ends({ outcome: 'timeout' }));
    if (protocol === 'icmp') this.send({ icmp: { type: 'echo-request' } });
    else if (protocol === 'tcp') this.syn();
    else this.send({});
  }

  /** Asks once more on a connection that is open. */
  ask(timeout: number): void {
    this.outcome = undefined;
    this.around.after(timeout, () => this.ends({ outcome: 'timeout' }));
    this.request();
  }

  /** The system call failed: only a program that sends datagrams is told. */
  failed(): void {
    if (this.target.protocol !== 'tcp') this.ends({ outcome: 'unreachable:local' });
  }

  /** Whether a packet that reached the caller's host is for this socket. */
  takes({ protocol, source, destination, icmp }: Packet): boolean {
    if (icmp?.about) return this.sent(icmp.about);
    return protocol === this.target.protocol && same(destination, this.local) && same(source, this.remote);
  }

  receive(packet: Packet): void {
    const { icmp, flags = [], payload } = packet;
    if (icmp?.about) return this.ends({ outcome: `unreachable:${icmp.code}`, icmpFrom: packet.source.ip });
    if (icmp) return this.ends({ outcome: 'reply' });
    if (flags.includes('RST')) return this.ends({ outcome: 'refused' });
    if (flags.includes('SYN')) return this.opened();
    if (payload?.kind === 'http-response') this.answered(payload);
    if (flags.includes('FIN')) this.send({ flags: ['ACK'] });
  }

  private sent({ protocol, source, destination }: Packet): boolean {
    return protocol === this.target.protocol && same(source, this.local) && same(destination, this.remote);
  }

  private syn(): void {
    this.send({ flags: ['SYN'] });
    for (const delay of SYN_AGAIN) {
      this.around.after(delay, () => {
        if (!this.connected && !this.outcome) this.send({ flags: ['SYN'] });
      });
    }
  }

  private opened(): void {
    if (this.connected) return;
    this.connected = true;
    this.send({ flags: ['ACK'] });
    this.request();
  }

  private request(): void {
    const { ip, path = '/' } = this.target;
    this.send({ flags: ['PSH', 'ACK'], payload: { kind: 'http-request', method: 'GET', host: ip, path } });
  }

  private answered({ status, servedBy, seenSource }: { status: number; servedBy: string; seenSource: string }): void {
    if (this.target.path !== undefined) this.ends({ outcome: `http ${status}`, body: JSON.parse(servedBy) });
    else this.ends({ outcome: 'connected', ...met(servedBy, seenSource) });
    if (this.target.protocol === 'tcp' && !this.keep) this.close();
  }

  /** A program that has its answer goes away. */
  close(): void {
    if (this.closing || !this.connected) return;
    this.closing = true;
    this.send({ flags: ['FIN', 'ACK'] });
  }

  private ends(outcome: Try): void {
    this.outcome ??= outcome;
  }

  private send(more: Partial<Packet>): void {
    const { protocol } = this.target;
    this.around.send(this.party, { protocol, source: this.local, destination: this.remote, ttl: INITIAL_TTL, ...more });
  }
}

const same = (one: Socket, other: Socket): boolean => one.ip === other.ip && one.port === other.port;

/** `10.244.1.9:40000` in the words of a try. */
function met(backend: string, source: string): Pick<Try, 'backend' | 'sourceSeen' | 'sourcePort'> {
  const at = source.lastIndexOf(':');
  return { backend, sourceSeen: source.slice(0, at), sourcePort: Number(source.slice(at + 1)) };
}
