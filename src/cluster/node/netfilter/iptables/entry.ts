import { type L4Protocol, parsedV4, rangeV4 } from '../../../network/index.ts';
import { type ChainsByName, type Language, Line, ReadyChain } from '../ready-chain.ts';
import type { Stay } from '../stay.ts';
import { type Places, placesOf } from './chain-index.ts';
import { matches } from './matches/index.ts';
import { type Chain, leavesTraces, type Match, type Rule } from './rule.ts';

const NONE: readonly Match[] = [];

/** Whether a condition asks anything of a packet. */
const asks = (match: Match): boolean =>
  match.m !== 'comment' && match.m !== 'nfacct' && (match.m !== 'port' || match.dport !== undefined);

type AddressMatch = Extract<Match, { readonly m: 'source' | 'destination' }>;

/**
 * A rule made ready: what it asks of a packet's header stands in the entry itself, addresses as numbers, and is looked at
 * before all other matches. Models ipt_entry and ip_packet_match (net/ipv4/netfilter/ip_tables.c).
 */
export class Entry extends Line<Rule> {
  private protocol: L4Protocol | undefined;
  private port = -1;
  private source = 0;
  private sourceMask = 0;
  private sourceNot = false;
  private destination = 0;
  private destinationMask = 0;
  private destinationNot = false;
  private readonly others: readonly Match[];
  /** Where the rule leads, and the number of the table's state in which that is so: the state itself may go. */
  private target: EntryChain | undefined;
  private foundIn = 0;

  constructor(language: Language<Rule>, chain: string, index: number, rule: Rule) {
    super(language, chain, index, rule);
    const { matches: all } = rule;
    // What stands behind dice or a list stays there: asking it first would leave other traces.
    const traces = all.findIndex(leavesTraces);
    const ahead = traces < 0 ? all.length : traces;
    const others = all.filter((match, i) => asks(match) && !(i < ahead && this.inHeader(match)));
    this.others = others.length > 0 ? others : NONE;
  }

  /** Takes a match into the header, if it can be told there. */
  private inHeader(match: Match): boolean {
    if (match.m === 'protocol' && this.protocol === undefined) this.protocol = match.protocol;
    else if (match.m === 'port' && match.dport !== undefined && this.port < 0) this.port = match.dport;
    else return (match.m === 'source' || match.m === 'destination') && this.addressInHeader(match);
    return true;
  }

  private addressInHeader({ m, cidr, not: inverted }: AddressMatch): boolean {
    const not = inverted === true;
    const range = rangeV4(cidr);
    const { mask } = range ?? { mask: 0 };
    if (!range || mask === 0 || (m === 'source' ? this.sourceMask : this.destinationMask) !== 0) return false;
    if (m === 'source') [this.source, this.sourceMask, this.sourceNot] = [range.base, mask, not];
    else [this.destination, this.destinationMask, this.destinationNot] = [range.base, mask, not];
    return true;
  }

  /** Whether everything that the rule asks for holds for a packet. Dice and lists leave their traces in its stay. */
  takes(stay: Stay): boolean {
    const { source, destination, protocol } = stay.packet;
    if (this.protocol !== undefined && this.protocol !== protocol) return false;
    if (this.port >= 0 && this.port !== destination.port) return false;
    if (!isOf(destination.ip, this.destination, this.destinationMask, this.destinationNot)) return false;
    if (!isOf(source.ip, this.source, this.sourceMask, this.sourceNot)) return false;
    for (const match of this.others) if (!matches(match, stay)) return false;
    return true;
  }

  /** The chain to which a jump leads; while the table stays as it is, it is found once. */
  leadsTo(chain: string, chains: ChainsByName<EntryChain>): EntryChain | undefined {
    if (this.foundIn !== chains.state) {
      this.target = chains.find(chain);
      this.foundIn = chains.state;
    }
    return this.target;
  }
}

/** Whether the bits of an address under a mask are these; no mask asks nothing. */
function isOf(ip: string, base: number, mask: number, not: boolean): boolean {
  if (mask === 0) return true;
  const address = parsedV4(ip);
  return (address !== undefined && (address & mask) === base) !== not;
}

/** A chain made ready: its entries, and which of them are for which packets. */
export class EntryChain extends ReadyChain<Rule, Entry> {
  readonly places: Places;

  constructor(chain: Chain, language: Language<Rule>) {
    super(chain, (name, index, rule) => new Entry(language, name, index, rule));
    this.places = placesOf(chain.rules);
  }
}
