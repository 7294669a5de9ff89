import type { RulesDetail, RulesText } from '../../worker/protocol.ts';

/** Where a rule comes from: an object and a field of it; for an EndpointSlice also its Service. */
export interface RuleOrigin {
  readonly object: string;
  readonly field: string;
  readonly service: string;
}

/** A node's rules as lines. Read only as far as it is asked for. */
export class Listing {
  readonly lines: readonly string[];
  readonly #text: RulesText;
  readonly #chains: readonly string[];
  readonly #origins: readonly string[];

  constructor(text: RulesText) {
    this.#text = text;
    this.lines = text.text.split('\n');
    this.#chains = text.chains.split('\n');
    this.#origins = text.origins.split('\n');
  }

  /** `nat KUBE-SERVICES`; ends with a blank for lines that are no rule. */
  place(line: number): string {
    return this.#chains[this.#text.chainOf[line] ?? 0] ?? '';
  }

  isRule(line: number): boolean {
    return !this.place(line).endsWith(' ');
  }

  origin(line: number): RuleOrigin {
    const [object = '', field = '', service = ''] = (this.#origins[this.#text.originOf[line] ?? 0] ?? '').split('\t');
    return { object, field, service };
  }

  /** The lines whose origin passes; every distinct origin is asked once. */
  withOrigin(passes: (origin: RuleOrigin) => boolean): ReadonlySet<number> {
    const passing = new Set<number>();
    for (const [index, origin] of this.#origins.entries()) {
      const [object = '', field = '', service = ''] = origin.split('\t');
      if (passes({ object, field, service })) passing.add(index);
    }
    const lines = new Set<number>();
    if (passing.size > 0)
      for (const [line, origin] of this.#text.originOf.entries()) if (passing.has(origin)) lines.add(line);
    return lines;
  }

  /** The lines in which every word occurs, whatever its case. */
  linesWith(search: string): readonly number[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const all = [...this.lines.keys()];
    if (words.length === 0) return all;
    return all.filter((line) => {
      const text = this.lines[line]?.toLowerCase() ?? '';
      return words.every((word) => text.includes(word));
    });
  }
}

const listings = new WeakMap<RulesText, Listing>();

/** The lines of a node's rules; the same text is read once. */
export function listingOf(detail: RulesDetail | undefined): Listing | undefined {
  if (detail?.text === undefined) return undefined;
  const listing = listings.get(detail.text) ?? new Listing(detail.text);
  listings.set(detail.text, listing);
  return listing;
}
