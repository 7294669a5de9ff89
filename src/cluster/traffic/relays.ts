import { replyTo } from '../apps/index.ts';
import type { Life } from '../life.ts';
import { INITIAL_TTL, type Packet, ROUTER, type Socket } from '../network/index.ts';
import { type Balanced, chosenNode, healthyNodes, portOf, serviceOfBalancer } from '../outside/index.ts';
import type { InFlight, Relay } from '../world.ts';
import type { Transmission } from './transmission.ts';

const FIRST_PORT = 32_768;
const PORTS = 28_232;

/** Connections that proxies hold at most; of more, those whose conversation is forgotten go. */
const MANY_RELAYS = 200;

const keyOf = (local: Socket, remote: Socket): string => `${local.ip} ${local.port} ${remote.ip} ${remote.port}`;
const has = ({ flags = [] }: Packet, flag: 'SYN' | 'ACK' | 'FIN' | 'RST'): boolean => flags.includes(flag);

/** Load balancers that are proxies: a client's connection ends at the balancer, which opens one of its own to a node port and passes on what is said. */
export class Relays {
  constructor(
    private readonly life: Life,
    private readonly transmission: Transmission,
  ) {}

  /** Takes a packet that has reached a balancer's address; false when the host is none. */
  take(flight: InFlight): boolean {
    const service = serviceOfBalancer(flight.host);
    const balanced = this.life.world.outside.balancers.get(service ?? '');
    if (!balanced) return false;
    const { packet } = flight;
    const about = packet.icmp?.about;
    const known = about
      ? this.life.world.relays.get(keyOf(about.source, about.destination))
      : this.life.world.relays.get(keyOf(packet.destination, packet.source));
    if (!known) this.begin(balanced, flight);
    else if (about) this.failed(known);
    else if (isBack(known, packet)) this.fromNode(known, packet);
    else this.fromClient({ ...known, conversation: flight.conversation }, packet);
    return true;
  }

  private begin(balanced: Balanced, { packet, conversation, host }: InFlight): void {
    if (packet.icmp?.type === 'echo-request')
      return this.toClient(host, conversation, replyTo(packet, { icmp: { type: 'echo-reply' } }));
    const isTcp = packet.protocol === 'tcp';
    if (packet.icmp || (isTcp && (has(packet, 'RST') || has(packet, 'FIN')))) return;
    const back = isTcp && !has(packet, 'SYN') ? undefined : this.backOf(balanced, packet);
    if (!back) {
      if (isTcp) this.toClient(host, conversation, replyTo(packet, { flags: ['RST', 'ACK'] }));
      return;
    }
    const front = { local: packet.destination, remote: packet.source };
    const relay: Relay = { conversation, balancer: host, front, back, open: !isTcp, waiting: [] };
    this.put(relay);
    if (!isTcp) return this.send(relay, { ...packet, ...between(back) });
    this.toClient(host, conversation, replyTo(packet, { flags: ['SYN', 'ACK'] }));
    this.send(relay, { protocol: 'tcp', ...between(back), ttl: INITIAL_TTL, flags: ['SYN'] });
  }

  /** The proxy's own connection for a client: from its own address to the node port of a healthy node. */
  private backOf(balanced: Balanced, packet: Packet): Relay['back'] | undefined {
    const { health, network } = this.life.world;
    const port = portOf(balanced, packet);
    const node = chosenNode(packet, healthyNodes(health, balanced.service, network.nodes.keys()), this.life.random);
    const address = node === undefined ? undefined : network.nodes.get(node)?.address;
    if (!port || address === undefined) return undefined;
    const { ip, port: client } = packet.source;
    const drawn = this.life.random.draw('relay', balanced.service, ip, client, this.life.now);
    const local = { ip: packet.destination.ip, port: FIRST_PORT + Math.floor(drawn * PORTS) };
    return { local, remote: { ip: address, port: port.nodePort } };
  }

  private fromClient(relay: Relay, packet: Packet): void {
    const { back, balancer, conversation } = relay;
    if (has(packet, 'SYN')) return;
    if (has(packet, 'RST')) this.forget(relay, 'front', 'back');
    else if (relay.closing) return this.forget(relay, 'front');
    const closes = has(packet, 'FIN');
    if (closes) this.toClient(balancer, conversation, replyTo(packet, { flags: ['FIN', 'ACK'] }));
    const onward = { ...packet, ...between(back), ttl: INITIAL_TTL };
    if (relay.open) this.send(relay, onward);
    const waiting = relay.open ? relay.waiting : [...relay.waiting, onward];
    if (!has(packet, 'RST')) this.put({ ...relay, waiting, ...(closes && { closing: true }) });
  }

  private fromNode(relay: Relay, packet: Packet): void {
    const { front, balancer, conversation } = relay;
    if (has(packet, 'RST') && !relay.open) return this.failed(relay);
    if (has(packet, 'SYN')) {
      this.put({ ...relay, open: true, waiting: [] });
      for (const waiting of relay.waiting) this.send(relay, waiting);
      return;
    }
    if (has(packet, 'FIN') || has(packet, 'RST')) this.hangUp(relay, packet);
    if (!relay.closing) this.toClient(balancer, conversation, { ...packet, ...between(front), ttl: INITIAL_TTL });
  }

  /** The node's end is over; its goodbye is answered with the last ACK or, when the node was the first to say it, with the proxy's own. */
  private hangUp(relay: Relay, packet: Packet): void {
    if (has(packet, 'FIN')) this.send(relay, replyTo(packet, { flags: relay.closing ? ['ACK'] : ['FIN', 'ACK'] }));
    this.forget(relay, 'back');
    if (!relay.closing) this.forget(relay, 'front');
  }

  /** The node port did not take the connection: the client's, which stands already, is torn down. */
  private failed(relay: Relay): void {
    const { front, balancer, conversation } = relay;
    this.forget(relay, 'front', 'back');
    if (relay.open) return;
    this.toClient(balancer, conversation, {
      protocol: 'tcp',
      ...between(front),
      ttl: INITIAL_TTL,
      flags: ['RST', 'ACK'],
    });
  }

  private send({ balancer, conversation }: Relay, packet: Packet): void {
    this.transmission.send(conversation, packet, { host: balancer, machine: ROUTER }, false);
  }

  private toClient(host: string, conversation: string, packet: Packet): void {
    this.transmission.send(conversation, packet, { host, machine: ROUTER }, true);
  }

  private put(relay: Relay): void {
    const { world } = this.life;
    let relays = world.relays
      .set(keyOf(relay.front.local, relay.front.remote), relay)
      .set(keyOf(relay.back.local, relay.back.remote), relay);
    if (relays.size > MANY_RELAYS)
      for (const [key, { conversation }] of relays.entries())
        if (!world.conversations.has(conversation)) relays = relays.delete(key);
    this.life.world = { ...world, relays };
  }

  private forget(relay: Relay, ...ends: readonly ('front' | 'back')[]): void {
    const { world } = this.life;
    const keys = ends.map((end) => keyOf(relay[end].local, relay[end].remote));
    this.life.world = { ...world, relays: keys.reduce((relays, key) => relays.delete(key), world.relays) };
  }
}

const isBack = ({ back }: Relay, { source, destination }: Packet): boolean =>
  keyOf(back.local, back.remote) === keyOf(destination, source);

const between = ({ local, remote }: { readonly local: Socket; readonly remote: Socket }) => ({
  source: local,
  destination: remote,
});
