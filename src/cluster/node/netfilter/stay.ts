import type { Handled, Hook, MachineConfig, Moment, Packet, Place, Reading, Step } from '../../network/index.ts';
import type { Traversal } from './base-chain.ts';
import { type Connection, type ConntrackTable, printConnection } from './conntrack.ts';
import { counted } from './counters.ts';
import type { Hooks } from './hooks/hooks.ts';
import type { KernelState } from './kernel-state.ts';
import type { NeighbourTable } from './neighbours.ts';
import type { NotedAddresses } from './noted-addresses.ts';

/** How conntrack sees a packet. */
export type CtVerdict = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';

/** What was read at a hook. */
export type Read = Pick<Traversal, 'readings' | 'passedOver' | 'jumps'>;

export const NOTHING_READ: Read = { readings: [], passedOver: 0, jumps: 0 };

/** A step whose line of the connection table is only written out when somebody looks at it. */
class KernelStep implements Step {
  constructor(
    readonly place: Place,
    readonly from: number,
    readonly to: number,
    readonly before: Packet,
    readonly after: Packet,
    readonly readings: readonly Reading[],
    readonly passedOver: number,
    readonly says: string,
    private readonly connection: Connection | undefined,
  ) {}

  get conntrack(): string | undefined {
    return this.connection && printConnection(this.connection);
  }
}

/** One packet's stay in a kernel, from the hook it comes in by to where it goes. Mutable while it lasts; the kernel is not. */
export class Stay {
  readonly steps: Step[] = [];
  /** The mark and the connection never leave the machine. */
  mark = 0;
  ct: CtVerdict = 'NEW';
  /** The connection it belongs to; undefined for a packet that belongs to none. */
  connection: Connection | undefined;
  /** The connection is not in the table yet: this packet opens it. */
  fresh = false;
  /** Whether it runs in the direction of the connection's first packet. */
  forward = true;
  now: number;
  conntrack: ConntrackTable;
  neighbours: NeighbourTable;
  noted: NotedAddresses;
  /** The rule that is being read, which is the address of its dice, and the number that it has drawn, if it has. */
  chain = '';
  index = 0;
  drawn: number | undefined;
  private readonly read: Reading[] = [];

  constructor(
    readonly machine: MachineConfig,
    private readonly state: KernelState,
    readonly hooks: Hooks,
    public packet: Packet,
    readonly moment: Moment,
  ) {
    this.now = moment.now;
    this.conntrack = state.conntrack;
    this.neighbours = state.neighbours;
    this.noted = state.noted;
  }

  /** What may be set from outside (`sysctl`). */
  get sysctls(): KernelState['sysctls'] {
    return this.state.sysctls;
  }

  /** What the kernel remembers after the stay. */
  stateAfter(): KernelState {
    const { conntrack, neighbours, noted, state } = this;
    return { ...state, conntrack, neighbours, noted, counters: counted(state.counters, this.read) };
  }

  /** Whether an address is one of the machine's own. */
  isLocal(ip: string): boolean {
    return this.machine.isLocal(ip);
  }

  /** Throws the dice of the rule that is being read: a number in [0, 1). */
  draw(): number {
    const { source, destination } = this.packet;
    const { chain, index, now, machine } = this;
    const { random } = this.moment;
    this.drawn = random.draw(machine.name, chain, index, source.ip, source.port, destination.ip, destination.port, now);
    return this.drawn;
  }

  placeOf(hook: Hook): Place {
    return { at: 'kernel', node: this.machine.name, hook };
  }

  /** Notes what happened at a hook since the packet looked like `before`; rules that were read take time. */
  step(hook: Hook, before: Packet, { readings, passedOver, jumps }: Read, says: string, connection?: Connection): void {
    const { latency } = this.moment;
    const to = this.now + latency.hook + jumps * latency.chain;
    const place = this.placeOf(hook);
    this.steps.push(new KernelStep(place, this.now, to, before, this.packet, readings, passedOver, says, connection));
    for (const reading of readings) if (reading.taken) this.read.push(reading);
    this.now = to;
  }

  /** Ends the stay without a word to anybody. */
  drop(hook: Hook, why: string, more: { readonly rule?: Traversal['rule']; readonly errno?: 'EINVAL' } = {}): Handled {
    const { rule, errno } = more;
    return { to: 'drop', place: this.placeOf(hook), why, ...(rule && { rule }), ...(errno && { errno }) };
  }
}
