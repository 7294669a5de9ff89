import type { ApiObject, Client, ExternalHost, Firewall, Service } from '../../api/index.ts';
import { keyOf, objectKey } from '../../api/index.ts';
import { PersistentMap } from '../../sim/index.ts';
import { type Balanced, balancedBy, PROVIDER } from './load-balancer.ts';

/** A server outside, as it stands on the network. */
export interface OutsideServer {
  /** The host's name in walks: the object's key, `ExternalHost//erp`. */
  readonly host: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  /** `TCP 443` and its like. */
  readonly listens: readonly string[];
}

/**
 * What is not in the cluster: servers, callers, load balancers, the addresses that were promised to the cluster, and the
 * firewall. A value that follows the objects: `withObject` takes one change in.
 */
export interface Surroundings {
  /** By the ExternalHost's key. */
  readonly servers: PersistentMap<OutsideServer>;
  /** Keys of servers by address, and by name in lower case without the final dot. */
  readonly byAddress: Claims;
  readonly byName: Claims;
  /** The address that a Client outside sends from, by the Client's key. */
  readonly callers: PersistentMap<string>;
  /** Load balancers by their Service's key, and the keys by address. */
  readonly balancers: PersistentMap<Balanced>;
  readonly balancerOf: Claims;
  /** `externalIPs` of Services: the Service's key by address. */
  readonly externalIPs: Claims;
  readonly firewalls: PersistentMap<Firewall>;
}

export const nothingOutside: Surroundings = {
  servers: PersistentMap.empty(),
  byAddress: PersistentMap.empty(),
  byName: PersistentMap.empty(),
  callers: PersistentMap.empty(),
  balancers: PersistentMap.empty(),
  balancerOf: PersistentMap.empty(),
  externalIPs: PersistentMap.empty(),
  firewalls: PersistentMap.empty(),
};

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function serverOf(host: ExternalHost): OutsideServer {
  const { addresses, names = [], ports = [] } = host.spec;
  const listens = ports.map(({ protocol = 'TCP', port }) => `${protocol} ${port}`);
  return { host: keyOf(host), name: host.metadata.name, addresses, names: names.map(bare), listens };
}

/** Who wants which address or name: several may want one, and the first by key has it, whoever asked first. */
export type Claims = PersistentMap<string>;

const claim = (wanted: string, owner: string): string => `${wanted} ${owner}`;

/** The claims without those of an owner to what it wanted, and with those to what it wants now. */
function reclaimed(claims: Claims, owner: string, was: readonly string[], is: readonly string[]): Claims {
  const without = was.reduce((rest, wanted) => rest.delete(claim(wanted, owner)), claims);
  return is.reduce((rest, wanted) => rest.set(claim(wanted, owner), owner), without);
}

/** Who has an address or a name. */
export function claimant(claims: Claims, wanted: string): string | undefined {
  for (const owner of claims.withPrefix(`${wanted} `)) return owner;
  return undefined;
}

const put = <V>(map: PersistentMap<V>, key: string, value: V | undefined): PersistentMap<V> =>
  value === undefined ? map.delete(key) : map.set(key, value);

function withServer(around: Surroundings, before?: ExternalHost, after?: ExternalHost): Surroundings {
  const key = keyOf((after ?? before) as ExternalHost);
  const [was, is] = [before && serverOf(before), after && serverOf(after)];
  return {
    ...around,
    servers: put(around.servers, key, is),
    byAddress: reclaimed(around.byAddress, key, was?.addresses ?? [], is?.addresses ?? []),
    byName: reclaimed(around.byName, key, was?.names ?? [], is?.names ?? []),
  };
}

function withService(around: Surroundings, before?: Service, after?: Service): Surroundings {
  const key = keyOf((after ?? before) as Service);
  const [was, is] = [before && balancedBy(before), after && balancedBy(after)];
  const [promised, promises] = [before?.spec.externalIPs ?? [], after?.spec.externalIPs ?? []];
  if (!was && !is && promised.length === 0 && promises.length === 0) return around;
  return {
    ...around,
    balancers: put(around.balancers, key, is),
    balancerOf: reclaimed(around.balancerOf, key, was?.addresses ?? [], is?.addresses ?? []),
    externalIPs: reclaimed(around.externalIPs, key, promised, promises),
  };
}

/** The surroundings after an object has changed from `before` to `after`; either may be missing. */
export function withObject(
  around: Surroundings,
  before: ApiObject | undefined,
  after: ApiObject | undefined,
): Surroundings {
  const object = after ?? before;
  if (!object) return around;
  switch (object.kind) {
    case 'ExternalHost':
      return withServer(around, before as ExternalHost | undefined, after as ExternalHost | undefined);
    case 'Service':
      return withService(around, before as Service | undefined, after as Service | undefined);
    case 'Client':
      return {
        ...around,
        callers: put(around.callers, keyOf(object), (after as Client | undefined)?.spec.from.address),
      };
    case 'Firewall':
      return { ...around, firewalls: put(around.firewalls, keyOf(object), after as Firewall | undefined) };
    default:
      return around;
  }
}

/** Who hangs on the router's outer side under an address: a server, a balancer that is a proxy, or a caller. */
export function hostOutside(around: Surroundings, ip: string): string | undefined {
  const server = claimant(around.byAddress, ip);
  if (server !== undefined) return server;
  const balancer = balancerAt(around, ip);
  if (balancer?.source === 'replaced') return balancer.name;
  if (ip === PROVIDER.address) return objectKey('Balancer', '', PROVIDER.name);
  return [...around.callers.values()].includes(ip) ? objectKey('Internet', '', ip) : undefined;
}

/** The load balancer with an address. */
export function balancerAt(around: Surroundings, ip: string): Balanced | undefined {
  const key = claimant(around.balancerOf, ip);
  return key === undefined ? undefined : around.balancers.get(key);
}
