import type { Match } from '../rule.ts';
import type { MatchContext } from './context.ts';

/** `-m addrtype`: whether an end of the packet is an address of this machine. */
export function addrtypeMatches(match: Extract<Match, { m: 'addrtype' }>, { skb, isLocal }: MatchContext): boolean {
  const { ip } = match.end === 'source' ? skb.packet.source : skb.packet.destination;
  return isLocal(ip) !== (match.not === true);
}
