import { isIn } from '../../../../network/index.ts';
import type { Stay } from '../../stay.ts';
import type { Match } from '../rule.ts';
import { addrtypeMatches } from './addrtype.ts';
import { conntrackMatches } from './conntrack.ts';
import { recentMatches } from './recent.ts';
import { statisticMatches } from './statistic.ts';

/** Whether one condition of a rule holds for a packet. Dice and lists leave their traces in its stay. */
export function matches(match: Match, stay: Stay): boolean {
  const { packet } = stay;
  switch (match.m) {
    case 'destination':
      return isIn(packet.destination.ip, match.cidr) !== (match.not === true);
    case 'source':
      return isIn(packet.source.ip, match.cidr) !== (match.not === true);
    case 'in-interface':
      return stay.cameInBy(match.name, match.prefix) !== (match.not === true);
    case 'protocol':
      return packet.protocol === match.protocol;
    case 'port':
      return match.dport === undefined || packet.destination.port === match.dport;
    case 'comment':
    case 'nfacct':
      return true;
    case 'mark':
      return ((stay.mark & match.mask) === match.value) !== (match.not === true);
    case 'conntrack':
      return conntrackMatches(match, stay);
    case 'addrtype':
      return addrtypeMatches(match, stay);
    case 'statistic':
      return statisticMatches(match, stay);
    case 'recent':
      return recentMatches(match, stay);
  }
}
