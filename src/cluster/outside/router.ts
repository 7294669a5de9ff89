import {
  INTERNET,
  isIn,
  isLoopback,
  type MachineConfig,
  NODE_NETWORK,
  prefixLength,
  ROUTER,
  ROUTER_ADDRESSES,
  type Route,
} from '../network/index.ts';

/** What the router knows: who is on its two sides, and what somebody told it about other addresses. */
export interface RouterTables {
  /** The node that has an address. */
  nodeOf(ip: string): string | undefined;
  /** The host outside that has an address, or for which an address was given to it. */
  hostOf(ip: string): string | undefined;
  /** Routes to machines, by address or range; the longest range that holds an address counts. */
  readonly routes: Readonly<Record<string, string>>;
}

function routed(routes: Readonly<Record<string, string>>, ip: string): string | undefined {
  const [best] = Object.keys(routes)
    .filter((cidr) => isIn(ip, cidr))
    .sort((one, other) => prefixLength(other) - prefixLength(one));
  return best === undefined ? undefined : routes[best];
}

function routeOf({ nodeOf, hostOf, routes }: RouterTables, ip: string): Route {
  const host = hostOf(ip);
  if (host !== undefined) return { to: 'host', host };
  const machine = nodeOf(ip) ?? routed(routes, ip);
  if (machine !== undefined) return { to: 'machine', machine };
  const why = `nobody has the address ${ip}`;
  if (isIn(ip, NODE_NETWORK)) return { to: 'nobody', on: 'network', why };
  if (isIn(ip, INTERNET)) return { to: 'nobody', on: 'bridge', why };
  return { to: 'nowhere', why: `the router has no route to ${ip}` };
}

/**
 * The router between the nodes and everything else: it knows the nodes, the hosts outside and the routes that it was told,
 * and drops without a word what it has no route for. It knows nothing of Pods and Services unless a route says so.
 */
export function routerConfig(tables: RouterTables): MachineConfig {
  const own: readonly string[] = Object.values(ROUTER_ADDRESSES);
  const isLocal = (ip: string): boolean => own.includes(ip) || isLoopback(ip);
  return {
    name: ROUTER,
    ip: ROUTER_ADDRESSES,
    route: (ip) => (isLocal(ip) ? { to: 'self' } : routeOf(tables, ip)),
    isLocal,
    onBridge: (ip) => isIn(ip, INTERNET),
  };
}
