import { type Handled, ownAddresses, type Route } from '../../../network/index.ts';
import { icmpAnswer } from '../icmp.ts';
import { lookUpNeighbour } from '../neighbours.ts';
import type { Stay } from '../stay.ts';
import { rewriteSource } from './source-nat.ts';
import { confirm } from './track.ts';

/** A way out of the machine. */
export type WayOut = Exclude<Route, { to: 'self' } | { to: 'nowhere' }>;

/** The last hook, and then the next hop's hardware address. */
export function postrouting(stay: Stay, route: WayOut): Handled {
  const own = ownAddresses(stay.machine, stay.packet.destination.ip);
  const onBridge = route.to === 'host' || (route.to === 'nobody' && route.on === 'bridge');
  rewriteSource(stay, 'POSTROUTING', onBridge ? own.bridge : own.network);
  confirm(stay);
  return sent(stay, route);
}

/** ARP: whether somebody has the address of the next hop. Who waits for an answer in vain is told so (RFC 1122 2.3.2.2). */
function sent(stay: Stay, route: WayOut): Handled {
  const name = route.to === 'machine' ? route.machine : stay.packet.destination.ip;
  const answers = route.to === 'host' || (route.to === 'machine' && stay.moment.reaches(route.machine));
  const { table, failsAt } = lookUpNeighbour(stay.neighbours, name, answers, stay.now);
  stay.neighbours = table;
  if (failsAt !== undefined) return unanswered(stay, name, failsAt);
  return route.to === 'nobody' ? { to: 'nowhere', why: route.why } : route;
}

function unanswered(stay: Stay, name: string, failsAt: number): Handled {
  stay.now = failsAt;
  const why = `nobody answers for ${name}`;
  const answer = icmpAnswer(stay.machine, stay.packet, 'host-unreachable');
  return answer ? { to: 'reject', place: stay.placeOf('POSTROUTING'), answer, why } : stay.drop('POSTROUTING', why);
}
