/** The machine through which the nodes reach everything that is not in the cluster. No node can be called so. */
export const ROUTER = 'Router';

/** The router's addresses: towards the nodes, and towards the internet. */
export const ROUTER_ADDRESSES = { network: '192.168.50.1', bridge: '203.0.113.1' } as const;

/** The network that the nodes share with the router. */
export const NODE_NETWORK = '192.168.50.0/24';

/** The internet, as far as it is played: everything that hangs on the router's other side has an address of this range, or a route. */
export const INTERNET = '203.0.113.0/24';
