import type { PersistentMap } from '../../../sim/index.ts';
import type { Reading } from '../../network/index.ts';
import type { Origin } from './origin.ts';

/** What iptables' and nftables' rules have in common. */
export interface AnyRule {
  readonly origin: Origin;
}

/** A chain of either language. */
export interface AnyChain<R extends AnyRule> {
  readonly name: string;
  readonly rules: readonly R[];
}

/** For which packets a table is, how it is named among readings, and how a rule of it is written out. */
export interface Language<R> {
  readonly family: 'ip' | 'ip6';
  readonly table: string;
  print(rule: R, chain: string): string;
}

/** A rule in its place, as packets read it. Its text is only written out when somebody looks at it. */
export class Line<R extends AnyRule = AnyRule> implements Reading {
  readonly taken = true;
  /** For the counters, while they are adding up. */
  adding = 0;
  private printed: string | undefined;

  constructor(
    private readonly language: Language<R>,
    readonly chain: string,
    readonly index: number,
    readonly rule: R,
  ) {}

  /** The rule that is counted. */
  get line(): Line<R> {
    return this;
  }

  get family(): 'ip' | 'ip6' {
    return this.language.family;
  }

  get table(): string {
    return this.language.table;
  }

  get text(): string {
    this.printed ??= this.language.print(this.rule, this.chain);
    return this.printed;
  }

  get origin(): Origin {
    return this.rule.origin;
  }
}

/** The element of a set or map that decided, or the place of a choice and what stands there. */
export interface Decisive {
  /** As `nft list` prints it. */
  readonly text: string;
  /** Of the element; absent when it is the rule's. */
  readonly origin?: Origin;
}

/** A line that was read with something beside it: dice, or an element that decided. */
export class Drawn implements Reading {
  constructor(
    readonly line: Line,
    readonly taken: boolean,
    readonly drawn: number | undefined,
    private readonly decisive?: Decisive,
  ) {}

  get table(): string {
    return this.line.table;
  }

  get chain(): string {
    return this.line.chain;
  }

  get index(): number {
    return this.line.index;
  }

  get text(): string {
    return this.line.text;
  }

  get element(): string | undefined {
    return this.decisive?.text;
  }

  get origin(): Origin {
    return this.decisive?.origin ?? this.line.origin;
  }
}

/** What packets note: a line, by itself or with what was beside it. */
export type LineRead = Line | Drawn;

/** A chain made ready to be read by many packets: its lines are made when they are first read, and once. */
export class ReadyChain<R extends AnyRule, L extends Line<R> = Line<R>> {
  /** A packet is being led through it: one at a time, and not into it again. */
  isOpen = false;
  private readonly lines: (L | undefined)[];

  constructor(
    readonly chain: AnyChain<R>,
    private readonly made: (chain: string, index: number, rule: R) => L,
  ) {
    this.lines = Array.from<L | undefined>({ length: chain.rules.length });
  }

  line(index: number): L {
    return this.lines[index] ?? this.make(index);
  }

  private make(index: number): L {
    const { name, rules } = this.chain;
    const rule = rules[index];
    if (!rule) throw new Error(`${name} has no rule at ${index}`);
    const made = this.made(name, index, rule);
    this.lines[index] = made;
    return made;
  }
}

/** The chains of one state of a table, by their names. */
export interface ChainsByName<Ready> {
  /** The state's number: no other state of any table has it. */
  readonly state: number;
  find(name: string): Ready | undefined;
}

/** States that were read. */
let states = 0;

/** Chains made ready, each once, however often the rules around it change. */
export class ReadyChains<C extends object, Ready> {
  private readonly ready = new WeakMap<C, Ready>();
  private readonly found = new WeakMap<PersistentMap<C>, ChainsByName<Ready>>();

  constructor(private readonly make: (chain: C) => Ready) {}

  /** The chains of one state of a table; one that was found before is found again at once. */
  in(chains: PersistentMap<C>): ChainsByName<Ready> {
    const known = this.found.get(chains);
    if (known) return known;
    const names = new Map<string, Ready>();
    const look = (name: string): Ready | undefined => {
      const chain = chains.get(name);
      if (!chain) return undefined;
      const made = this.of(chain);
      names.set(name, made);
      return made;
    };
    states++;
    const made = { state: states, find: (name: string) => names.get(name) ?? look(name) };
    this.found.set(chains, made);
    return made;
  }

  of(chain: C): Ready {
    const known = this.ready.get(chain);
    if (known) return known;
    const made = this.make(chain);
    this.ready.set(chain, made);
    return made;
  }
}
