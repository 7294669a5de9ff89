import { type Handled, isLoopback } from '../../../network/index.ts';
import type { Stay } from '../stay.ts';
import { rewriteDestination } from './destination-nat.ts';
import { earlyFilter } from './filter.ts';
import { forward } from './forward.ts';
import { input } from './input.ts';
import { track } from './track.ts';

/** A packet from a Pod or from the network. */
export function prerouting(stay: Stay): Handled {
  track(stay);
  const stopped = earlyFilter(stay, 'PREROUTING');
  if (stopped) return stopped;
  rewriteDestination(stay, 'PREROUTING');
  return martian(stay) ?? routed(stay);
}

/** Where a packet goes whose destination is what it will be. */
export function routed(stay: Stay): Handled {
  const route = stay.machine.route(stay.packet.destination.ip);
  return route.to === 'self' ? input(stay) : forward(stay, route);
}

/**
 * Routing does not believe packets from outside that claim to come from this machine, nor those from or to 127.0.0.0/8
 * unless route_localnet lets them. Models fib_validate_source and ip_route_input_slow.
 */
function martian(stay: Stay): Handled | undefined {
  const { source, destination } = stay.packet;
  const { routeLocalnet } = stay.sysctls;
  if (isLoopback(source.ip) || isLoopback(destination.ip)) {
    const says = 'routing drops what comes from outside with a loopback address';
    return routeLocalnet && !isLoopback(source.ip) ? undefined : stay.drop('ROUTING', says);
  }
  if (!stay.isLocal(source.ip)) return undefined;
  return stay.drop('ROUTING', "routing drops what comes from outside with the machine's own source address");
}
