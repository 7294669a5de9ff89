import { type Client, keyOf, type ObjectKey, objectKey, type Pod, splitKey } from '../api/index.ts';
import type { PersistentMap, Task } from '../sim/index.ts';
import { answerTo, zoneOf } from './addons/coredns/index.ts';
import { type Move, podAnswer, received, started, timedOut } from './apps/index.ts';
import { type Change, milliseconds } from './control-plane/apiserver/index.ts';
import type { Life } from './life.ts';
import { LATENCY, type Machine, type Network, type Packet, ROUTER, type Sender, walk } from './network/index.ts';
import { machineConfig } from './node/cni/index.ts';
import { resolvConf } from './node/kubelet/index.ts';
import { bootedKernel, Kernel } from './node/netfilter/index.ts';
import { routerConfig } from './outside/index.ts';
import type { ConversationRecord, FlightRecord, InFlight } from './world.ts';

const REQUEST = 'client';
const ARRIVAL = 'packet';
const PATIENCE = 'timeout';

/** Finished conversations that are kept; older ones are compacted away. */
const KEPT = 240;

/** A Client looks again for its Pod after so many virtual ms when the Pod is not there or does not run. */
const LOOK_AGAIN = 100;

/** Clients and what they send: requests start, packets travel and arrive, programs answer, patience ends. */
export class Traffic {
  constructor(private readonly life: Life) {}

  hear({ key, before, after }: Change): void {
    if (!key.startsWith('Client/')) return;
    const changed =
      JSON.stringify((before as Client | undefined)?.spec) !== JSON.stringify((after as Client | undefined)?.spec);
    if (after && changed) this.life.plan({ controller: REQUEST, key }, 0);
  }

  /** Plays a task of traffic; false when it is none. */
  run(task: Task): boolean {
    switch (task.controller) {
      case REQUEST:
        this.request(task.key);
        return true;
      case ARRIVAL:
        this.arrive(task.key);
        return true;
      case PATIENCE:
        this.giveUp(task.key);
        return true;
      default:
        return false;
    }
  }

  private request(key: ObjectKey): void {
    const { namespace, name } = splitKey(key);
    const client = this.life.reader().get<Client>('Client', namespace, name);
    if (!client) return;
    const number = (this.life.world.requests.get(key) ?? 0) + 1;
    if (number > (client.spec.times ?? Number.POSITIVE_INFINITY)) return;
    const pod = this.life.reader().get<Pod>('Pod', namespace, client.spec.from.pod);
    const task = { controller: REQUEST, key };
    const off = this.life.world.off.has(pod?.spec.nodeName ?? '');
    if (off || !pod?.status?.podIP || pod.status.phase !== 'Running') return this.life.plan(task, LOOK_AGAIN);
    this.life.world = { ...this.life.world, requests: this.life.world.requests.set(key, number) };
    this.life.plan(task, milliseconds(client.spec.every ?? '') ?? 1000);
    this.begin(client, pod, number);
  }

  private begin(client: Client, pod: Pod, number: number): void {
    const id = `${client.metadata.namespace}/${client.metadata.name}#${number}`;
    const { request, timeout } = client.spec;
    const move = started(request, pod.status?.podIP ?? '', id, resolvConf(pod), this.life.random);
    const record: ConversationRecord = {
      id,
      client: keyOf(client),
      caller: keyOf(pod),
      number,
      request,
      from: this.life.now,
      flights: [],
      program: move.program,
    };
    this.put(record);
    this.compact();
    this.life.plan({ controller: PATIENCE, key: id }, milliseconds(timeout ?? '') ?? 1000);
    this.make(id, move);
  }

  /** Does what a program decided: sends its packets and notes its outcome. */
  private make(id: string, { program, send, outcome }: Move): void {
    const record = this.life.world.conversations.get(id);
    if (!record) return;
    this.put({ ...record, program, ...(outcome && { outcome: { ...outcome, at: this.life.now } }) });
    const { namespace, name } = splitKey(record.caller);
    const pod = this.life.reader().get<Pod>('Pod', namespace, name);
    if (!pod) return;
    for (const packet of send) this.send(id, packet, senderOf(pod), false);
  }

  /** Sends a packet: its whole way is known at once, and what it reaches is told when it gets there. */
  private send(id: string, packet: Packet, sender: Sender, reply: boolean): void {
    const record = this.life.world.conversations.get(id);
    if (!record) return;
    const walked = walk(packet, sender, this.network(), this.life.now, this.life.random);
    this.remember(walked.machines.values());
    const serial = this.life.serial();
    const flight: FlightRecord = { id: serial, walk: walked.walk, reply, machine: sender.machine };
    this.put({ ...record, flights: [...record.flights, flight] });
    const { end, to } = walked.walk;
    if (end.end === 'delivered')
      this.await(
        serial,
        { conversation: id, packet: end.packet, host: end.host, machine: machineOf(walked.walk, sender) },
        to,
      );
    if (end.end === 'rejected')
      this.await(serial, { conversation: id, packet: end.answer, host: '', machine: end.machine }, to);
  }

  private await(serial: string, flight: InFlight, at: number): void {
    this.life.world = { ...this.life.world, inFlight: this.life.world.inFlight.set(serial, flight) };
    this.life.plan({ controller: ARRIVAL, key: serial }, at - this.life.now);
  }

  private arrive(serial: string): void {
    const flight = this.life.world.inFlight.get(serial);
    if (!flight) return;
    const off = this.life.world.off.has(flight.machine);
    this.life.world = { ...this.life.world, inFlight: this.life.world.inFlight.delete(serial) };
    if (off) return;
    const { conversation, packet, host, machine } = flight;
    // An ICMP error that a machine has just made starts here; everything else has arrived here.
    if (host === '') return this.send(conversation, packet, { host: machine, machine }, true);
    this.take(flight);
  }

  private take({ conversation, packet, host, machine }: InFlight): void {
    const record = this.life.world.conversations.get(conversation);
    const { namespace, name } = splitKey(host);
    const pod = this.life.reader().get<Pod>('Pod', namespace, name);
    if (!record || !pod) return;
    const mine = host === record.caller && packet.destination.ip === record.program.ip && isFor(record, packet);
    if (mine) {
      if (!record.outcome) this.make(conversation, received(record.program, packet, this.life.random));
      return;
    }
    const isNameServer = pod.spec.containers.some((container) => container.image?.includes('coredns'));
    const answer = podAnswer(
      pod,
      packet,
      isNameServer ? { answer: (query) => answerTo(query, zoneOf(this.life.reader())) } : {},
    );
    if (answer) this.send(conversation, answer, { host, machine }, true);
  }

  private giveUp(id: string): void {
    const record = this.life.world.conversations.get(id);
    if (!record || record.outcome) return;
    this.put({ ...record, outcome: { ...timedOut(record.program), at: this.life.now } });
  }

  private network(): Network {
    const { world } = this.life;
    const router = routerConfig({
      nodeOf: (ip) => world.network.byAddress.get(ip),
      hostOf: () => undefined,
      routes: {},
    });
    return {
      latency: LATENCY,
      connects: (from, to) => !world.off.has(from) && !world.off.has(to),
      machine(name): Machine | undefined {
        if (world.off.has(name)) return undefined;
        if (name === ROUTER) return new Kernel(router, world.kernels.get(ROUTER) ?? bootedKernel);
        const config = machineConfig(world.network, name);
        const kernel = world.kernels.get(name);
        return config && kernel && new Kernel(config, kernel);
      },
    };
  }

  private remember(machines: Iterable<Machine>): void {
    let { kernels } = this.life.world;
    for (const machine of machines) if (machine instanceof Kernel) kernels = kernels.set(machine.name, machine.state);
    this.life.world = { ...this.life.world, kernels };
  }

  private put(record: ConversationRecord): void {
    const { world } = this.life;
    this.life.world = { ...world, conversations: world.conversations.set(record.id, record) };
  }

  private compact(): void {
    const { conversations } = this.life.world;
    if (conversations.size <= KEPT) return;
    const oldest = [...conversations.values()].sort((a, b) => a.from - b.from).slice(0, conversations.size - KEPT);
    const kept = oldest.reduce(
      (map, record) => map.delete(record.id),
      conversations as PersistentMap<ConversationRecord>,
    );
    this.life.world = { ...this.life.world, conversations: kept };
  }
}

/** Whether a packet that reached the caller's Pod is for the program, not for a server in the same Pod. */
function isFor({ program }: ConversationRecord, packet: Packet): boolean {
  return packet.icmp?.about !== undefined || packet.destination.port === program.local.port;
}

function senderOf(pod: Pod): Sender {
  const node = pod.spec.nodeName ?? '';
  const host = objectKey('Pod', pod.metadata.namespace ?? '', pod.metadata.name);
  return pod.spec.hostNetwork ? { host: node, machine: node } : { host, machine: node };
}

/** The machine on which a walk ended. */
function machineOf(
  walked: { readonly steps: readonly { readonly place: { readonly at: string; readonly node?: string } }[] },
  sender: Sender,
): string {
  return walked.steps.findLast(({ place }) => place.at === 'kernel')?.place.node ?? sender.machine;
}
