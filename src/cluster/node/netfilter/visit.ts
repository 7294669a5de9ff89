import {
  type Handled,
  type Hook,
  type MachineConfig,
  type Moment,
  ownAddresses,
  type Packet,
  type Place,
  type Reading,
  type Route,
  type RuleRef,
  type Step,
  sourceTowards,
} from '../../network/index.ts';
import {
  type Connection,
  type ConntrackTable,
  forgotten,
  inverted,
  isRefused,
  lookUp,
  opened,
  printConnection,
  remembered,
  seen,
  tupleOf,
} from './conntrack.ts';
import { type ErrorCode, icmpError, relatedTo, untranslated } from './icmp.ts';
import { counted, type KernelState } from './kernel-state.ts';
import type { MatchContext } from './matches/index.ts';
import { masqueraded, socketOf, withDestination, withSource } from './nat.ts';
import { lookUpNeighbour } from './neighbours.ts';
import type { TableName } from './rule-set.ts';
import type { Skb } from './skb.ts';
import { type Traversal, traverse } from './traverse.ts';

const NOTHING_READ = { readings: [] as readonly Reading[], passedOver: 0, jumps: 0 };

/** One packet's stay in a kernel, from the hook it comes in by to where it goes. Mutable while it lasts; the kernel is not. */
export class Visit {
  readonly steps: Step[] = [];
  private skb: Skb;
  private table: ConntrackTable;
  private counters;
  private recent;
  private neighbours;
  now: number;

  constructor(
    private readonly machine: MachineConfig,
    private readonly state: KernelState,
    packet: Packet,
    private readonly moment: Moment,
  ) {
    this.table = state.conntrack;
    this.counters = state.counters;
    this.recent = state.recent;
    this.neighbours = state.neighbours;
    this.now = moment.now;
    this.skb = { packet, mark: 0, ct: 'NEW', connection: undefined, forward: true };
  }

  get packet(): Packet {
    return this.skb.packet;
  }

  /** What the kernel remembers after the visit. */
  stateAfter(): KernelState {
    const { table: conntrack, counters, recent, neighbours } = this;
    return { ...this.state, conntrack, counters, recent, neighbours };
  }

  /** A packet from a Pod or from the network. */
  prerouting(): Handled {
    this.track();
    this.destinationNat('PREROUTING');
    const route = this.route();
    return route.to === 'self' ? this.input() : this.forward(route);
  }

  /** A packet of one of the machine's own programs. */
  output(): Handled {
    this.track();
    this.destinationNat('OUTPUT');
    const route = this.route();
    const stopped = this.filter('OUTPUT');
    if (stopped) return stopped;
    return route.to === 'self' ? this.loopback() : this.postrouting(route);
  }

  private loopback(): Handled {
    this.sourceNat({ to: 'self' });
    this.confirm();
    return this.filter('INPUT') ?? { to: 'self' };
  }

  private input(): Handled {
    const stopped = this.filter('INPUT');
    if (stopped) return stopped;
    this.undoForOwnProgram();
    this.confirm();
    return { to: 'self' };
  }

  /** INPUT: an answer to one of the machine's own programs gets the source back that the program spoke to. */
  private undoForOwnProgram(): void {
    const before = this.packet;
    const { connection, ct, forward } = this.skb;
    if (!connection || ct !== 'ESTABLISHED') return;
    const after = withSource(before, connection, forward);
    if (after === before) return;
    this.skb = { ...this.skb, packet: after };
    this.step('INPUT', before, NOTHING_READ, 'the connection table rewrites the source', printConnection(connection));
  }

  private forward(route: Exclude<Route, { to: 'self' }>): Handled {
    if (this.packet.ttl <= 1) return this.reject('FORWARD', 'ttl-exceeded', 'the time to live ran out here');
    this.skb = { ...this.skb, packet: { ...this.packet, ttl: this.packet.ttl - 1 } };
    return this.filter('FORWARD') ?? this.postrouting(route);
  }

  /** What no machine answers for still leaves by the default route, and is lost behind it. */
  private postrouting(route: Exclude<Route, { to: 'self' }>): Handled {
    this.sourceNat(route);
    this.confirm();
    if (route.to === 'nowhere') return { to: 'nowhere', why: route.why };
    const unanswered = this.neighbour(route);
    if (unanswered) return unanswered;
    return route.to === 'nobody' ? { to: 'nowhere', why: route.why } : route;
  }

  /** ARP: whether somebody has the address of the next hop. Who waits for an answer in vain is told so (RFC 1122 2.3.2.2). */
  private neighbour(route: Exclude<Route, { to: 'self' } | { to: 'nowhere' }>): Handled | undefined {
    const name = route.to === 'machine' ? route.machine : this.packet.destination.ip;
    const answers = route.to === 'host' || (route.to === 'machine' && this.moment.reaches(route.machine));
    const { table, failsAt } = lookUpNeighbour(this.neighbours, name, answers, this.now);
    this.neighbours = table;
    if (failsAt !== undefined) {
      this.now = failsAt;
      return this.reject('POSTROUTING', 'host-unreachable', `nobody answers for ${name}`);
    }
    return undefined;
  }

  /** Finds the packet's connection, or sees that it may open one. */
  private track(): void {
    const { packet } = this;
    const related = packet.icmp?.about ? relatedTo(this.table, packet, this.now) : undefined;
    if (related)
      this.skb = { ...this.skb, ct: 'RELATED', connection: related.connection, forward: !related.towardsOpener };
    if (packet.icmp?.about) return;
    const found = lookUp(this.table, tupleOf(packet), this.now);
    if (!found) {
      const opens = packet.protocol !== 'tcp' || (packet.flags ?? []).includes('SYN');
      this.skb = { ...this.skb, ct: opens && packet.icmp?.type !== 'echo-reply' ? 'NEW' : 'INVALID' };
      return;
    }
    const connection = seen(found.connection, packet, found.forward, this.now);
    const answered = connection.seenReply || !found.forward;
    this.table = isRefused(found.connection, packet)
      ? forgotten(this.table, connection)
      : remembered(this.table, connection);
    this.skb = { ...this.skb, ct: answered ? 'ESTABLISHED' : 'NEW', connection, forward: found.forward };
  }

  /** PREROUTING or OUTPUT: the destination is rewritten by a rule for a first packet, by the connection for all others. */
  private destinationNat(hook: 'PREROUTING' | 'OUTPUT'): void {
    const before = this.packet;
    if (this.skb.ct === 'RELATED' && this.skb.connection) return this.undoForError(hook, this.skb.connection);
    if (this.skb.connection) {
      const after = withDestination(before, this.skb.connection, this.skb.forward);
      return this.byConntrack(hook, after);
    }
    if (this.skb.ct !== 'NEW')
      return this.step(hook, before, NOTHING_READ, 'belongs to no connection; no nat rule is read');
    const run = this.read('nat', hook);
    const connection = opened(tupleOf(before), inverted(tupleOf(before)), this.now);
    const to = run.verdict.v === 'dnat' ? socketOf(run.verdict.to) : undefined;
    const reply = to ? { ...connection.reply, source: to } : connection.reply;
    this.skb = {
      ...this.skb,
      connection: { ...connection, reply },
      packet: to ? { ...before, destination: to } : before,
    };
    const says = to
      ? `opens a connection; its destination becomes ${to.ip}:${to.port}`
      : 'opens a connection; no nat rule takes it';
    this.step(hook, before, run, says);
  }

  private undoForError(hook: Hook, connection: Connection): void {
    const before = this.packet;
    const after = untranslated(before, { connection, towardsOpener: !this.skb.forward });
    this.skb = { ...this.skb, packet: after };
    this.step(
      hook,
      before,
      NOTHING_READ,
      'an error about a known connection; the connection table undoes the NAT',
      printConnection(connection),
    );
  }

  private byConntrack(hook: Hook, after: Packet): void {
    const before = this.packet;
    const { connection } = this.skb;
    this.skb = { ...this.skb, packet: after };
    const says =
      after === before
        ? 'a known connection; no nat rule is read'
        : 'a known connection: the connection table rewrites the destination, no rule is read';
    this.step(hook, before, NOTHING_READ, says, connection && printConnection(connection));
  }

  /** POSTROUTING: the source is rewritten for a first packet that carries kube-proxy's mark or leaves the Pod network. */
  private sourceNat(route: Route): void {
    const before = this.packet;
    const { connection, forward } = this.skb;
    if (!connection || this.skb.ct === 'RELATED')
      return this.step('POSTROUTING', before, NOTHING_READ, 'leaves the kernel');
    if (this.isConfirmed()) {
      this.skb = { ...this.skb, packet: withSource(before, connection, forward) };
      const says = this.packet === before ? 'leaves the kernel' : 'the connection table rewrites the source';
      return this.step('POSTROUTING', before, NOTHING_READ, says, printConnection(connection));
    }
    const run = this.read('nat', 'POSTROUTING');
    const masquerades = run.verdict.v === 'masquerade';
    if (!masquerades) return this.step('POSTROUTING', before, run, 'leaves the kernel', printConnection(connection));
    const randomFully = run.verdict.v === 'masquerade' && run.verdict.randomFully;
    const reply = masqueraded(this.table, connection.reply, this.sourceFor(route), this.now, (attempt) =>
      this.sourcePort(randomFully, attempt),
    );
    const masked = { ...connection, reply };
    this.skb = { ...this.skb, connection: masked, packet: withSource(before, masked, true) };
    this.step(
      'POSTROUTING',
      before,
      run,
      `its source becomes ${reply.destination.ip}:${reply.destination.port}, so that answers come back here`,
      printConnection(masked),
    );
  }

  /** A port is drawn for `--random-fully`, and otherwise only when the packet's own one is taken. */
  private sourcePort(randomFully: boolean, attempt: number): number | undefined {
    if (!randomFully && attempt === 0) return undefined;
    const { source, destination } = this.packet;
    return this.moment.random.draw(
      'masquerade',
      this.machine.name,
      source.ip,
      source.port,
      destination.ip,
      destination.port,
      attempt,
      this.now,
    );
  }

  private isConfirmed(): boolean {
    const { connection, ct } = this.skb;
    if (ct === 'ESTABLISHED') return true;
    return connection !== undefined && lookUp(this.table, connection.original, this.now) !== undefined;
  }

  private sourceFor(route: Route): string {
    const own = ownAddresses(this.machine, this.packet.destination.ip);
    return route.to === 'host' || (route.to === 'nobody' && route.on === 'bridge') ? own.bridge : own.network;
  }

  /** A connection is only remembered once its first packet has got through. */
  private confirm(): void {
    const { connection, ct } = this.skb;
    if (connection && ct === 'NEW' && !this.isConfirmed()) this.table = remembered(this.table, connection);
  }

  private route(): Route {
    return this.machine.route(this.packet.destination.ip);
  }

  private filter(hook: 'INPUT' | 'FORWARD' | 'OUTPUT'): Handled | undefined {
    const before = this.packet;
    const run = this.read('filter', hook);
    const stops = run.verdict.v === 'drop' || run.verdict.v === 'reject';
    this.step(
      hook,
      before,
      run,
      stops ? `the filter table ${run.verdict.v === 'drop' ? 'drops' : 'rejects'} it` : 'the filter table lets it pass',
    );
    if (run.verdict.v === 'drop') {
      return {
        to: 'drop',
        place: this.placeOf(hook),
        why: 'a rule drops it without a word',
        ...(run.rule && { rule: run.rule }),
      };
    }
    return run.verdict.v === 'reject'
      ? this.reject(hook, 'port-unreachable', 'a rule rejects it', run.rule)
      : undefined;
  }

  /** Answers with an ICMP error from the address that the sender would reach this machine by. */
  private reject(hook: Hook, code: ErrorCode, why: string, rule?: RuleRef): Handled {
    const { source, destination } = this.packet;
    const from = this.machine.isLocal(destination.ip) ? destination.ip : sourceTowards(this.machine, source.ip);
    const answer = icmpError(this.packet, from, code);
    return { to: 'reject', place: this.placeOf(hook), answer, why, ...(rule && { rule }) };
  }

  private read(table: TableName, base: string): Traversal {
    const { name } = this.machine;
    const { source, destination } = this.packet;
    const context: MatchContext = {
      skb: this.skb,
      now: this.now,
      isLocal: (ip) => this.machine.isLocal(ip),
      chain: '',
      index: 0,
      drawn: undefined,
      recent: this.recent,
      draw: () =>
        this.moment.random.draw(
          name,
          context.chain,
          context.index,
          source.ip,
          source.port,
          destination.ip,
          destination.port,
          this.now,
        ),
    };
    const run = traverse(base, { table, chain: (chain) => this.state.rules.tables[table].get(chain), context });
    this.skb = context.skb;
    this.recent = context.recent;
    this.counters = counted(this.counters, run.readings);
    return run;
  }

  private placeOf(hook: Hook): Place {
    return { at: 'kernel', node: this.machine.name, hook };
  }

  private step(
    hook: Hook,
    before: Packet,
    run: Pick<Traversal, 'readings' | 'passedOver' | 'jumps'>,
    says: string,
    conntrack?: string,
  ): void {
    const to = this.now + this.moment.latency.hook + run.jumps * this.moment.latency.chain;
    const { readings, passedOver } = run;
    const place = this.placeOf(hook);
    this.steps.push({
      place,
      from: this.now,
      to,
      before,
      after: this.packet,
      readings,
      passedOver,
      says,
      ...(conntrack && { conntrack }),
    });
    this.now = to;
  }
}
