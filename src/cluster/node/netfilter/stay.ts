import type {
  Arrival,
  Handled,
  Hook,
  MachineConfig,
  Moment,
  Packet,
  Place,
  Reading,
  RuleRef,
  Step,
} from '../../network/index.ts';
import { type Connection, type ConntrackTable, printConnection, type Tuple } from './conntrack.ts';
import { counted } from './counters.ts';
import type { Hooks } from './hooks/hooks.ts';
import type { KernelState } from './kernel-state.ts';
import type { NeighbourTable } from './neighbours.ts';
import type { NotedAddresses } from './noted-addresses.ts';
import type { Line, LineRead } from './ready-chain.ts';

/** How conntrack sees a packet. */
export type CtVerdict = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';

/** What a step says, in words that are only put together when somebody reads them. */
export type Telling = (step: Pick<Step, 'before' | 'after'>) => string;

const kernelPlace = (node: string, hook: Hook): Place => ({ at: 'kernel', node, hook });

/** A step whose place and words are only made up when somebody looks at it. */
class KernelStep implements Step {
  constructor(
    private readonly node: string,
    private readonly hook: Hook,
    readonly from: number,
    readonly to: number,
    readonly before: Packet,
    readonly after: Packet,
    /** What the packet has read in its whole stay, of which the step has those from one place to another. */
    private readonly read: readonly Reading[],
    private readonly first: number,
    private readonly last: number,
    readonly passedOver: number,
    private readonly told: string | Telling,
    private readonly connection: Connection | undefined,
  ) {}

  get place(): Place {
    return kernelPlace(this.node, this.hook);
  }

  get readings(): readonly Reading[] {
    return this.read.slice(this.first, this.last);
  }

  get says(): string {
    return typeof this.told === 'string' ? this.told : this.told(this);
  }

  get conntrack(): string | undefined {
    return this.connection && printConnection(this.connection);
  }
}

/** What the interfaces are called: the plugin's bridge of the Pods, and the card. */
const INTERFACE: Readonly<Record<Arrival, string | undefined>> = { local: undefined, veth: 'cni0', wire: 'eth0' };

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
  /** Its tuple as it came, when it belongs to no connection of the table. */
  tuple: Tuple | undefined;
  now: number;
  conntrack: ConntrackTable;
  neighbours: NeighbourTable;
  noted: NotedAddresses;
  /** The number that the rule that is being read has drawn, if it has. */
  drawn: number | undefined;
  private line: Line | undefined;
  /** Rules that were taken and dice that were lost, in order. */
  readonly readings: LineRead[] = [];
  /** The rule that decided what was read last; undefined when a policy did. */
  rule: RuleRef | undefined;
  /** Rules that did not match, and chains that rules led to, since the last step; and the readings that steps have told of. */
  passedOver = 0;
  jumps = 0;
  private toldOf = 0;

  constructor(
    readonly machine: MachineConfig,
    private readonly arrival: Arrival,
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
    return { ...state, conntrack, neighbours, noted, counters: counted(state.counters, this.readings) };
  }

  /** Whether the packet came in by the interface of this name, or one whose name begins so; its own programs' came in by none. */
  cameInBy(name: string, prefix: boolean): boolean {
    const own = INTERFACE[this.arrival];
    return own !== undefined && (prefix ? own.startsWith(name) : own === name);
  }

  /** Whether an address is one of the machine's own. */
  isLocal(ip: string): boolean {
    return this.machine.isLocal(ip);
  }

  /** Begins to read a rule. */
  reads(line: Line): void {
    this.line = line;
    this.drawn = undefined;
  }

  /** Throws the dice of the rule that is being read, whose place is their address: a number in [0, 1). */
  draw(): number {
    const { source, destination } = this.packet;
    const { line, now, machine } = this;
    const { random } = this.moment;
    const chain = line?.chain ?? '';
    const index = line?.index ?? 0;
    this.drawn = random.draw(machine.name, chain, index, source.ip, source.port, destination.ip, destination.port, now);
    return this.drawn;
  }

  placeOf(hook: Hook): Place {
    return kernelPlace(this.machine.name, hook);
  }

  /** Whether rules were taken since the last step. */
  get hasRead(): boolean {
    return this.readings.length > this.toldOf;
  }

  /** Notes what happened at a hook since the packet looked like `before`; rules that were read take time. */
  step(hook: Hook, before: Packet, told: string | Telling, connection?: Connection): void {
    const { latency } = this.moment;
    const { machine, packet, readings, toldOf, passedOver, jumps, now } = this;
    const to = now + latency.hook + jumps * latency.chain;
    const last = readings.length;
    this.steps.push(
      new KernelStep(machine.name, hook, now, to, before, packet, readings, toldOf, last, passedOver, told, connection),
    );
    this.toldOf = last;
    this.passedOver = 0;
    this.jumps = 0;
    this.now = to;
  }

  /** Ends the stay without a word to anybody. */
  drop(hook: Hook, why: string, errno?: 'EINVAL'): Handled {
    return { to: 'drop', place: this.placeOf(hook), why, ...(errno && { errno }) };
  }
}
