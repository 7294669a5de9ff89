import type { Handled, Route } from '../../../network/index.ts';
import { icmpAnswer } from '../icmp.ts';
import type { Stay } from '../stay.ts';
import { filter } from './filter.ts';
import { postrouting } from './postrouting.ts';

/** A packet that goes on to somebody else: one hop less to live, filtered, and out. */
export function forward(stay: Stay, route: Exclude<Route, { to: 'self' }>): Handled {
  const { packet } = stay;
  if (route.to === 'nowhere') return { to: 'nowhere', why: route.why };
  if (packet.ttl <= 1) return expired(stay);
  stay.packet = { ...packet, ttl: packet.ttl - 1 };
  return filter(stay, 'FORWARD') ?? postrouting(stay, route);
}

function expired(stay: Stay): Handled {
  const why = 'the time to live ran out here';
  const answer = icmpAnswer(stay.machine, stay.packet, 'ttl-exceeded');
  return answer ? { to: 'reject', place: stay.placeOf('FORWARD'), answer, why } : stay.drop('FORWARD', why);
}
