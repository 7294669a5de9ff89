import { isIn } from '../../../network/index.ts';
import type { Match } from '../rule.ts';
import { addrtypeMatches } from './addrtype.ts';
import { conntrackMatches } from './conntrack.ts';
import type { MatchContext } from './context.ts';
import { recentMatches } from './recent.ts';
import { statisticMatches } from './statistic.ts';

export type { MatchContext } from './context.ts';

/** Whether one condition of a rule holds for a packet. Noting something (`recent --set`, dice) happens in the context. */
export function matches(match: Match, context: MatchContext): boolean {
  const { packet, mark } = context.skb;
  switch (match.m) {
    case 'destination':
      return isIn(packet.destination.ip, match.cidr) !== (match.not === true);
    case 'source':
      return isIn(packet.source.ip, match.cidr) !== (match.not === true);
    case 'protocol':
      return packet.protocol === match.protocol;
    case 'port':
      return match.dport === undefined || packet.destination.port === match.dport;
    case 'comment':
    case 'nfacct':
      return true;
    case 'mark':
      return ((mark & match.mask) === match.value) !== (match.not === true);
    case 'conntrack':
      return conntrackMatches(match, context.skb);
    case 'addrtype':
      return addrtypeMatches(match, context);
    case 'statistic':
      return statisticMatches(match, context);
    case 'recent':
      return recentMatches(match, context);
  }
}
