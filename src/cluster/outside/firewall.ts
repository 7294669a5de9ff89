import type { Firewall, FirewallRule } from '../../api/index.ts';
import { keyOf } from '../../api/index.ts';
import {
  type Arrival,
  type Handling,
  isIn,
  type Machine,
  type Moment,
  type Packet,
  type Place,
  type Reading,
  type Step,
} from '../network/index.ts';

/** The place in walks where the nodes' firewall stands. */
const PLACE: Place = { at: 'kernel', node: 'Firewall', hook: 'FORWARD' };

/** A rule as people say it: `TCP 80, 30000-32767 from 0.0.0.0/0`. */
export function ruleWords({ protocol, ports = [], from = '0.0.0.0/0' }: FirewallRule): string {
  return [protocol ?? 'everything', ...(ports.length > 0 ? [ports.join(', ')] : []), 'from', from].join(' ');
}

function portIn(range: string, port: number): boolean {
  const [first = 0, last = first] = range.split('-').map(Number);
  return port >= first && port <= last;
}

function allows({ protocol, ports = [], from = '0.0.0.0/0' }: FirewallRule, packet: Packet): boolean {
  if (protocol !== undefined && protocol.toLowerCase() !== packet.protocol) return false;
  if (!isIn(packet.source.ip, from)) return false;
  return (
    ports.length === 0 || packet.protocol === 'icmp' || ports.some((range) => portIn(range, packet.destination.port))
  );
}

/** The rule of one of the firewalls that lets a packet in. */
export function admitting(firewalls: Iterable<Firewall>, packet: Packet): Reading | undefined {
  for (const firewall of firewalls) {
    const rules = firewall.spec.allow ?? [];
    const index = rules.findIndex((rule) => allows(rule, packet));
    const rule = rules[index];
    if (!rule) continue;
    const origin = { object: keyOf(firewall), field: `spec.allow[${index}]` };
    return { table: 'firewall', chain: firewall.metadata.name, index, text: ruleWords(rule), taken: true, origin };
  }
  return undefined;
}

/** What the firewall needs to know of its surroundings. */
export interface Guarded {
  readonly firewalls: readonly Firewall[];
  /** Whether a machine is one of the guarded nodes. */
  isNode(machine: string): boolean;
  /** Whether a packet answers one that came from inside: a firewall remembers what it let out. */
  isAnswer(packet: Packet, now: number): boolean;
  /** Whether the provider itself sends it: its load balancers' own addresses are always let in. */
  isProvider(ip: string): boolean;
}

/** The router with the nodes' firewall behind it: what the router would hand to a node is let in by a rule or dropped without a word. */
export class FirewalledRouter implements Machine {
  constructor(
    readonly router: Machine,
    private readonly guarded: Guarded,
  ) {}

  get name(): string {
    return this.router.name;
  }

  handle(packet: Packet, arrival: Arrival, moment: Moment): Handling {
    const handling = this.router.handle(packet, arrival, moment);
    const machine = new FirewalledRouter(handling.machine, this.guarded);
    const { handled } = handling;
    const guards =
      this.guarded.firewalls.length > 0 && handled.to === 'machine' && this.guarded.isNode(handled.machine);
    return guards ? this.guard({ ...handling, machine }, moment) : { ...handling, machine };
  }

  private guard(handling: Handling, { now, latency }: Moment): Handling {
    const { packet, until: from } = handling;
    const { firewalls, isAnswer, isProvider } = this.guarded;
    const until = from + latency.hook;
    const rule = admitting(firewalls, packet);
    const passes = rule ?? (isProvider(packet.source.ip) || isAnswer(packet, now));
    const readings = rule ? [rule] : [];
    const says = rule
      ? `the firewall lets it in: ${rule.text}`
      : passes
        ? 'the firewall lets it in: it belongs to something that was let out'
        : 'no rule of the firewall lets it in';
    const step: Step = { place: PLACE, from, to: until, before: packet, after: packet, readings, passedOver: 0, says };
    const steps = [...handling.steps, step];
    if (passes) return { ...handling, steps, until };
    return { ...handling, steps, until, handled: { to: 'drop', place: PLACE, why: this.reason(packet) } };
  }

  private reason({ protocol, destination }: Packet): string {
    const what = protocol === 'icmp' ? 'ICMP' : `${protocol.toUpperCase()} port ${destination.port}`;
    return `no rule of the firewall lets ${what} in; it drops without a word`;
  }
}
