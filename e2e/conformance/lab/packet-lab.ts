import type { ApiObject, Node, Pod } from '../../../src/api/index.ts';
import {
  isLoopback,
  type Machine,
  type Network,
  type Packet,
  REAL_LATENCY,
  ROUTER,
  type Socket,
  sourceTowards,
  walk,
} from '../../../src/cluster/network/index.ts';
import { machineConfig, networkOf, type PodNetwork } from '../../../src/cluster/node/cni/index.ts';
import type { ProxyFlags, ProxyMode } from '../../../src/cluster/node/kube-proxy/index.ts';
import { bootedKernel, type Connection, connections, Kernel } from '../../../src/cluster/node/netfilter/index.ts';
import { routerConfig } from '../../../src/cluster/outside/index.ts';
import { type Random, randomFrom } from '../../../src/sim/index.ts';
import { Call, targetOf, type Try } from './caller.ts';
import { Clock } from './clock.ts';
import { type Party, partyOfNode, partyOfPod, partyOutside } from './party.ts';
import { Proxies } from './proxies.ts';
import { serverAnswer } from './server.ts';
import type { Change, LabFile, OutsideHost, Probe } from './surroundings.ts';

const CLIENT: OutsideHost = { name: 'client', ip: '203.0.113.10' };
const PATIENCE = 0.9;
const BATCH = 20;
const CUT_TO = 8;
const FIRST_PORT = 32_768;
const PORTS = 28_000;

const ofKind = <T extends ApiObject>(objects: readonly ApiObject[], kind: T['kind']): T[] =>
  objects.filter((object): object is T => object.kind === kind);

/** The recordings' cluster and its surroundings in one kube-proxy mode: probes are played and changes made one after the other. */
export class PacketLab {
  readonly nodes: readonly string[];
  private readonly kernels = new Map<string, Machine>();
  private readonly parties: readonly Party[];
  private readonly wiring: PodNetwork;
  private readonly proxies: Proxies;
  private readonly clock = new Clock();
  private readonly random: Random;
  private readonly down = new Set<string>();
  private readonly kept = new Map<string, Call>();
  private readonly calls = new Set<Call>();
  private readonly owner: ReadonlyMap<string, string>;
  private routes: Readonly<Record<string, string>>;
  private port = FIRST_PORT;

  constructor(objects: readonly ApiObject[], file: LabFile, mode: ProxyMode, flags: ProxyFlags, seed: number) {
    this.random = randomFrom(seed);
    const hosts = [CLIENT, ...(file.hosts ?? [])];
    const nodes = ofKind<Node>(objects, 'Node');
    const pods = ofKind<Pod>(objects, 'Pod');
    this.nodes = nodes.map(({ metadata }) => metadata.name);
    this.wiring = networkOf(nodes, pods);
    this.parties = [...pods.map(partyOfPod), ...nodes.map(partyOfNode), ...hosts.map(partyOutside)];
    this.owner = new Map(hosts.flatMap(({ name, ip, owns = [] }) => [ip, ...owns].map((one) => [one, name] as const)));
    this.routes = file.routes ?? {};
    this.proxies = new Proxies(objects, mode, flags, file.podMasquerade ?? true);
    this.kernels.set(ROUTER, this.router(bootedKernel));
    const sysctls = { ...bootedKernel.sysctls, bridgeNetfilter: file.bridgeNetfilter ?? true };
    for (const name of this.nodes) {
      const config = machineConfig(this.wiring, name);
      if (config) this.kernels.set(name, new Kernel(config, { ...bootedKernel, sysctls }));
    }
    this.write(this.nodes);
  }

  /** All tries of a probe, as the recordings made them: one alone, then in batches. */
  play(probe: Probe): readonly Try[] {
    if (probe.use !== undefined) return [this.again(probe.use, probe)];
    const { from = '', to = '', tries = 1, serial = false, insist = false } = probe;
    const first = this.together(from, to, probe, 1);
    const wanted = first[0]?.outcome === 'timeout' && !insist ? Math.min(tries, CUT_TO) : tries;
    const results = [...first];
    while (results.length < wanted) {
      const count = serial ? 1 : Math.min(BATCH, wanted - results.length);
      results.push(...this.together(from, to, probe, count));
    }
    return results;
  }

  /** One more connection, and what each node's connection table holds of it while it is open. */
  traced(probe: Probe): { readonly met: Try; readonly port: number; readonly entries: ReadonlyMap<string, Connection[]> } {
    const before = new Map(this.nodes.map((node) => [node, new Set(this.entriesOf(node).map(idOf))]));
    const call = this.call(probe.from ?? '', probe.to ?? '', { ...probe, open: 'traced' });
    this.clock.until(() => call.outcome !== undefined);
    const fresh = (node: string): Connection[] =>
      this.entriesOf(node).filter((entry) => !before.get(node)?.has(idOf(entry)));
    const entries = new Map(this.nodes.map((node) => [node, fresh(node)]));
    call.close();
    this.clock.pass(1);
    this.calls.delete(call);
    return { met: call.outcome ?? { outcome: 'timeout' }, port: call.local.port, entries };
  }

  /** Makes a change, and lets every kube-proxy that is not cut off write its rules. */
  change({ route, linkDown, wait = 0, cutOff = [], replace = [], delete: gone = [] }: Change): void {
    this.routes = { ...this.routes, ...route };
    const router = this.kernels.get(ROUTER);
    if (router instanceof Kernel) this.kernels.set(ROUTER, this.router(router.state));
    if (linkDown !== undefined) this.down.add(linkDown);
    if (wait > 0) this.clock.pass(wait * 1000);
    if (replace.length + gone.length === 0) return;
    this.proxies.change(replace, gone);
    this.write(this.nodes.filter((node) => !cutOff.includes(node)));
  }

  private write(nodes: readonly string[]): void {
    for (const name of nodes) {
      const kernel = this.kernels.get(name);
      if (kernel instanceof Kernel) {
        this.kernels.set(name, new Kernel(kernel.config, this.proxies.written(name, kernel.state)));
      }
    }
  }

  private router(state: Kernel['state']): Kernel {
    const { owner, routes, wiring } = this;
    const config = routerConfig({
      nodeOf: (ip) => wiring.byAddress.get(ip),
      hostOf: (ip) => owner.get(ip),
      routes,
    });
    return new Kernel(config, state);
  }

  private entriesOf(node: string): Connection[] {
    const kernel = this.kernels.get(node);
    return kernel instanceof Kernel ? connections(kernel.state.conntrack, this.clock.now) : [];
  }

  private together(from: string, to: string, probe: Probe, count: number): Try[] {
    const calls = Array.from({ length: count }, () => this.call(from, to, probe));
    this.clock.until(() => calls.every(({ outcome }) => outcome !== undefined));
    this.clock.pass(1);
    for (const call of calls) if (probe.open === undefined) this.calls.delete(call);
    return calls.map(({ outcome }) => outcome ?? { outcome: 'timeout' });
  }

  private again(name: string, { timeout = PATIENCE }: Probe): Try {
    const call = this.kept.get(name);
    if (!call) throw new Error(`no connection is open under the name ${name}`);
    call.ask(timeout * 1000);
    this.clock.until(() => call.outcome !== undefined);
    return call.outcome ?? { outcome: 'timeout' };
  }

  private call(from: string, to: string, { sport, timeout = PATIENCE, open }: Probe): Call {
    const party = this.parties.find(({ name }) => name === from);
    if (!party) throw new Error(`nobody is called ${from}`);
    const target = targetOf(to);
    const source: Socket = { ip: this.sourceOf(party, target.ip), port: sport ?? this.freshPort() };
    const call = new Call(party, source, target, open !== undefined, {
      send: (sender, packet) => this.send(sender.host, sender.machine, packet),
      after: (ms, run) => this.clock.at(this.clock.now + ms, run),
    });
    this.calls.add(call);
    if (open !== undefined) this.kept.set(open, call);
    call.start(timeout * 1000);
    return call;
  }

  private sourceOf({ host, machine, ip }: Party, to: string): string {
    if (isLoopback(to)) return to;
    const kernel = this.kernels.get(machine);
    return host === machine && kernel instanceof Kernel ? sourceTowards(kernel.config, to) : ip;
  }

  private freshPort(): number {
    this.port = this.port + 1 < FIRST_PORT + PORTS ? this.port + 1 : FIRST_PORT;
    return this.port;
  }

  private send(host: string, machine: string, packet: Packet): void {
    const { down } = this;
    const network: Network = {
      machine: (name) => this.kernels.get(name),
      connects: (one, other) => !down.has(one) && !down.has(other),
      latency: REAL_LATENCY,
    };
    const { walk: walked, machines } = walk(packet, { host, machine }, network, this.clock.now, this.random);
    for (const [name, changed] of machines) this.kernels.set(name, changed);
    const { end, to } = walked;
    if (end.end === 'delivered') this.clock.at(to, () => this.arrive(end.host, end.packet));
    if (end.end === 'rejected') this.clock.at(to, () => this.send(end.host, end.machine, end.answer));
    if ((end.end === 'rejected' || end.end === 'dropped') && end.errno) this.callOf(host, packet)?.failed();
  }

  private callOf(host: string, { source }: Packet): Call | undefined {
    return [...this.calls].find(({ party, local }) => party.host === host && local.port === source.port);
  }

  private arrive(host: string, packet: Packet): void {
    const call = [...this.calls].find((one) => one.party.host === host && one.takes(packet));
    if (call) return call.receive(packet);
    const parties = this.parties.filter((party) => party.host === host);
    const http = (ip: string, port: number) =>
      this.nodes.includes(host) ? this.proxies.http(host, ip, port) : undefined;
    const answer = serverAnswer(packet, { parties, http });
    if (answer) this.send(host, parties[0]?.machine ?? host, answer);
  }
}

const idOf = ({ original, since }: Connection): string => JSON.stringify([original, since]);
