import { inverted, sameTuple } from '../conntrack.ts';
import type { CtState, Match } from '../rule.ts';
import type { Skb } from '../skb.ts';

function has(state: CtState, { ct, connection }: Skb): boolean {
  if (state !== 'DNAT' && state !== 'SNAT') return ct === state;
  if (!connection) return false;
  const plain = inverted(connection.original);
  const { reply } = connection;
  if (state === 'DNAT') return !sameTuple({ ...plain, destination: reply.destination }, reply);
  return !sameTuple({ ...plain, source: reply.source }, reply);
}

/** `-m conntrack --ctstate`: whether the packet's connection is in one of these states. */
export function conntrackMatches(match: Extract<Match, { m: 'conntrack' }>, skb: Skb): boolean {
  return match.states.some((state) => has(state, skb)) !== (match.not === true);
}
