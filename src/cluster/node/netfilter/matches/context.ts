import type { RecentLists } from '../recent-lists.ts';
import type { Skb } from '../skb.ts';

/** What conditions look at, and where they leave their notes. */
export interface MatchContext {
  skb: Skb;
  readonly now: number;
  /** Whether an address is one of the machine's own. */
  isLocal(ip: string): boolean;
  /** The rule that is being read: the address of its dice. */
  chain: string;
  index: number;
  /** Throws the dice of the rule that is being read: a number in [0, 1). */
  draw(): number;
  /** The number that the rule that is being read has drawn, if it has. */
  drawn: number | undefined;
  recent: RecentLists;
}
