import type { Stay } from '../../stay.ts';
import type { Match } from '../rule.ts';

/** `-m addrtype`: whether an end of the packet is an address of this machine. */
export function addrtypeMatches(match: Extract<Match, { m: 'addrtype' }>, stay: Stay): boolean {
  const { ip } = match.end === 'source' ? stay.packet.source : stay.packet.destination;
  return stay.isLocal(ip) !== (match.not === true);
}
