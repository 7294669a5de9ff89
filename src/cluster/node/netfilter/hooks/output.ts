import { type Handled, isLoopback, ownAddresses, type Route } from '../../../network/index.ts';
import type { Stay } from '../stay.ts';
import { rewriteDestination } from './destination-nat.ts';
import { earlyFilter, filter } from './filter.ts';
import { input } from './input.ts';
import { postrouting } from './postrouting.ts';
import { rewriteSource } from './source-nat.ts';
import { confirm, track } from './track.ts';

/** A packet of one of the machine's own programs. When its destination is rewritten it is routed again. */
export function output(stay: Stay): Handled {
  track(stay);
  const early = earlyFilter(stay, 'OUTPUT');
  if (early) return early;
  rewriteDestination(stay, 'OUTPUT');
  const route = stay.machine.route(stay.packet.destination.ip);
  if (route.to === 'nowhere') return { to: 'nowhere', why: route.why };
  return unroutable(stay, route) ?? filter(stay, 'OUTPUT') ?? leaves(stay, route);
}

const leaves = (stay: Stay, route: Exclude<Route, { to: 'nowhere' }>): Handled =>
  route.to === 'self' ? loopback(stay) : postrouting(stay, route);

/** A packet from 127.0.0.1 leaves the machine only where route_localnet is set. */
function unroutable(stay: Stay, route: Route): Handled | undefined {
  if (route.to === 'self' || !isLoopback(stay.packet.source.ip) || stay.sysctls.routeLocalnet) return undefined;
  return stay.drop('ROUTING', 'a loopback address must not leave the machine', 'EINVAL');
}

/** Out by the loopback interface and in again; the second way in does no NAT, since it is done. */
function loopback(stay: Stay): Handled {
  rewriteSource(stay, 'POSTROUTING', ownAddresses(stay.machine, stay.packet.destination.ip).network);
  confirm(stay);
  return earlyFilter(stay, 'PREROUTING') ?? input(stay);
}
