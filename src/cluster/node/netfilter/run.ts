import type { Verdict } from './base-chain.ts';
import type { AnyRule, ReadyChain } from './ready-chain.ts';
import type { Stay } from './stay.ts';

const ACCEPT: Verdict = { v: 'accept' };

/** A packet's run through a base chain and the chains that it leads to, whatever language they are written in. */
export abstract class Run<R extends AnyRule, Ready extends ReadyChain<R>> {
  constructor(protected readonly stay: Stay) {}

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
  protected enter(ready: Ready | undefined): Verdict | undefined {
    if (!ready || ready.isOpen) return undefined;
    this.stay.jumps++;
    return this.read(ready);
  }

  private read(ready: Ready): Verdict | undefined {
    ready.isOpen = true;
    const verdict = this.readRules(ready);
    ready.isOpen = false;
    return verdict;
  }
}
