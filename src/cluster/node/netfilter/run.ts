import type { Verdict } from './base-chain.ts';
import type { AnyRule, FindChain, ReadyChain } from './ready-chain.ts';
import type { Stay } from './stay.ts';

const ACCEPT: Verdict = { v: 'accept' };

/** A chain that is being read, and the one that led to it. */
interface Open {
  readonly name: string;
  readonly from: Open | undefined;
}

const isOpen = (open: Open | undefined, name: string): boolean =>
  open !== undefined && (open.name === name || isOpen(open.from, name));

/** A packet's run through a base chain and the chains that it leads to, whatever language they are written in. */
export abstract class Run<R extends AnyRule, Ready extends ReadyChain<R>> {
  private open: Open | undefined;

  constructor(
    private readonly find: FindChain<Ready>,
    protected readonly stay: Stay,
  ) {}

  /** Reads a base chain. Policies are accept. */
  through(base: Ready): Verdict {
    this.stay.rule = undefined;
    return this.read(base) ?? ACCEPT;
  }

  /** Reads the rules of a chain until one decides; undefined when none does. */
  protected abstract readRules(ready: Ready): Verdict | undefined;

  /**
   * Goes where a rule leads. A chain that leads back to itself is not entered again: the kernel refuses such rules when
   * they are written.
   */
  protected enter(name: string): Verdict | undefined {
    if (isOpen(this.open, name)) return undefined;
    const ready = this.find(name);
    if (!ready) return undefined;
    this.stay.jumps++;
    return this.read(ready);
  }

  private read(ready: Ready): Verdict | undefined {
    const from = this.open;
    this.open = { name: ready.chain.name, from };
    const verdict = this.readRules(ready);
    this.open = from;
    return verdict;
  }
}
