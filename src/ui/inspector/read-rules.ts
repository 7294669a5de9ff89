import type { ConversationDetail, ReadRule } from '../../worker/protocol.ts';
import { Listing } from './listing.ts';

/** The rules that a conversation read on a machine, as they were then, under the names of their chains. */
export interface ReadRules {
  readonly listing: Listing;
  /** By line of that listing: whether the rule was taken. */
  readonly taken: ReadonlyMap<number, boolean>;
  /** By line: how the rule is found in the listing of now. */
  readonly keys: ReadonlyMap<number, string>;
  /** Machines on which the conversation read rules, first read first. */
  readonly nodes: readonly string[];
}

/** What identifies a rule in a listing: `nat KUBE-SERVICES -A KUBE-SERVICES …`. */
export const ruleKey = (place: string, text: string): string => `${place} ${text.trim()}`;

/** By chain, in the order of the first reading: its rules by text; one that was taken once counts as taken. */
function byChain(detail: ConversationDetail, node: string): ReadonlyMap<string, ReadonlyMap<string, ReadRule>> {
  const chains = new Map<string, Map<string, ReadRule>>();
  for (const hop of detail.flights.flatMap((flight) => flight.hops))
    for (const rule of hop.node === node ? hop.read : []) {
      const place = `${rule.table} ${rule.chain}`;
      const rules = chains.get(place) ?? new Map<string, ReadRule>();
      const before = rules.get(rule.text);
      rules.set(rule.text, before?.taken ? before : rule);
      chains.set(place, rules);
    }
  return chains;
}

/** Reads out of a conversation's hops which rules it met on a machine. */
export function readRules(detail: ConversationDetail | undefined, node: string): ReadRules | undefined {
  if (detail === undefined) return undefined;
  const chains = byChain(detail, node);
  const [lines, places, origins]: [string[], string[], string[]] = [[], [], []];
  const taken = new Map<number, boolean>();
  const keys = new Map<number, string>();
  for (const [place, rules] of chains) {
    lines.push(`# ${place}`);
    places.push(`${place.slice(0, place.lastIndexOf(' '))} `);
    origins.push('\t\t');
    for (const { text, taken: was, origin } of rules.values()) {
      taken.set(lines.length, was);
      keys.set(lines.length, ruleKey(place, text));
      lines.push(text.trim());
      places.push(place);
      origins.push(`${origin.object}\t${origin.field}\t${origin.service ?? ''}`);
    }
  }
  const each = Uint32Array.from(lines.keys());
  const text = { text: lines.join('\n'), chains: places.join('\n'), origins: origins.join('\n') };
  const listing = new Listing({ ...text, chainOf: each, originOf: each });
  const hops = detail.flights.flatMap((flight) => flight.hops);
  const nodes = [...new Set(hops.flatMap((hop) => (hop.read.length > 0 ? [hop.node] : [])))];
  return { listing, taken, keys, nodes };
}
