import { notedAmong, notedAt } from '../../noted-addresses.ts';
import type { Stay } from '../../stay.ts';
import type { Match } from '../rule.ts';

/** Addresses that a list holds (`ip_list_tot` of xt_recent); the one that was noted longest ago makes room. */
const LONGEST_LIST = 100;

/** `-m recent`: notes the source address in a named list, or asks whether it was noted a short while ago. */
export function recentMatches({ name, action }: Extract<Match, { m: 'recent' }>, stay: Stay): boolean {
  const { ip } = stay.packet.source;
  if (action.a === 'set') {
    stay.noted = notedAmong(stay.noted, name, ip, stay.now, LONGEST_LIST);
    return true;
  }
  const at = notedAt(stay.noted, name, ip);
  return at !== undefined && at >= stay.now - action.seconds * 1000;
}
