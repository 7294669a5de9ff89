import { noted, wasNoted } from '../recent-lists.ts';
import type { Match } from '../rule.ts';
import type { MatchContext } from './context.ts';

/** `-m recent`: notes the source address in a named list, or asks whether it was noted a short while ago. */
export function recentMatches(match: Extract<Match, { m: 'recent' }>, context: MatchContext): boolean {
  const { ip } = context.skb.packet.source;
  if (match.action.a === 'set') {
    context.recent = noted(context.recent, match.name, ip, context.now);
    return true;
  }
  return wasNoted(context.recent, match.name, ip, context.now - match.action.seconds * 1000);
}
