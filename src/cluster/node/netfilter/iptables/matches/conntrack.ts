import { isDnat, isSnat } from '../../conntrack.ts';
import type { Stay } from '../../stay.ts';
import type { CtState, Match } from '../rule.ts';

function has(state: CtState, { ct, connection }: Stay): boolean {
  if (state !== 'DNAT' && state !== 'SNAT') return ct === state;
  if (!connection) return false;
  return state === 'DNAT' ? isDnat(connection) : isSnat(connection);
}

/** `-m conntrack --ctstate`: whether the packet's connection is in one of these states. */
export function conntrackMatches(match: Extract<Match, { m: 'conntrack' }>, stay: Stay): boolean {
  return match.states.some((state) => has(state, stay)) !== (match.not === true);
}
