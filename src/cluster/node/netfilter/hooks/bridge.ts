import type { Handled } from '../../../network/index.ts';
import { icmpError } from '../icmp.ts';
import { lookUpNeighbour } from '../neighbours.ts';
import type { Stay } from '../stay.ts';
import { rewriteDestination } from './destination-nat.ts';
import { earlyFilter, filter } from './filter.ts';
import { postrouting } from './postrouting.ts';
import { routed } from './prerouting.ts';
import { track } from './track.ts';

/**
 * A frame from one Pod to another on the same bridge: it is switched, not routed. With bridge netfilter it passes the hooks
 * all the same; without it the kernel's connection table never sees it, and NAT is not undone.
 */
export function bridged(stay: Stay): Handled {
  const { ip } = stay.packet.destination;
  const route = stay.machine.route(ip);
  if (route.to !== 'host') return unanswered(stay);
  if (!stay.sysctls.bridgeNetfilter) {
    stay.step('FORWARD', stay.packet, 'crosses the bridge; netfilter does not look at it');
    return route;
  }
  track(stay);
  const stopped = earlyFilter(stay, 'PREROUTING');
  if (stopped) return stopped;
  rewriteDestination(stay, 'PREROUTING');
  if (stay.packet.destination.ip !== ip) return routed(stay);
  return filter(stay, 'FORWARD') ?? postrouting(stay, route);
}

/** The Pod itself asks for its neighbour, and tells its own program when nobody answers. */
function unanswered(stay: Stay): Handled {
  const { source, destination } = stay.packet;
  const why = `no Pod answers for ${destination.ip}`;
  const { table, failsAt } = lookUpNeighbour(stay.neighbours, `${source.ip} ${destination.ip}`, false, stay.now);
  stay.neighbours = table;
  const asker = stay.machine.route(source.ip);
  if (failsAt === undefined || asker.to !== 'host') return { to: 'nowhere', why };
  stay.now = failsAt;
  const answer = icmpError(stay.packet, source.ip, 'host-unreachable');
  return { to: 'reject', place: { at: 'socket', host: asker.host }, answer, why, host: asker.host };
}
