import type { EndpointAddress, EndpointPort, EndpointSubset } from './endpoint-slice.ts';
import { portSetKey } from './target-port.ts';

interface Placed {
  readonly address: EndpointAddress;
  readonly ready: boolean;
}

/** One address is the same in all subsets when its IP and the object behind it are; the form seen first counts. */
const addressKey = ({ ip, targetRef }: EndpointAddress): string => `${ip} ${targetRef?.uid ?? ''}`;

const byAddress = (a: EndpointAddress, b: EndpointAddress): number => {
  const [one, other] = [addressKey(a), addressKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** A subset without ports counts as one that has a single port of this name. */
const NO_PORT = 'no port';

/** Which addresses serve each port. Not ready on one port beats ready on the same port. */
function byPort(
  subsets: readonly EndpointSubset[],
): Map<string, { port: EndpointPort | undefined; placed: Map<string, Placed> }> {
  const first = new Map<string, EndpointAddress>();
  const ports = new Map<string, { port: EndpointPort | undefined; placed: Map<string, Placed> }>();
  const place = (given: EndpointAddress, port: EndpointPort | undefined, ready: boolean): void => {
    const key = addressKey(given);
    const address = first.get(key) ?? given;
    first.set(key, address);
    const portKey = port ? portSetKey([port]) : NO_PORT;
    const entry = ports.get(portKey) ?? { port, placed: new Map<string, Placed>() };
    ports.set(portKey, entry);
    if (entry.placed.get(key)?.ready !== false) entry.placed.set(key, { address, ready });
  };
  for (const subset of subsets) {
    const own = subset.ports && subset.ports.length > 0 ? subset.ports : [undefined];
    for (const port of own) for (const address of subset.addresses ?? []) place(address, port, true);
    for (const port of own) for (const address of subset.notReadyAddresses ?? []) place(address, port, false);
  }
  return ports;
}

function subsetOf(placed: Iterable<Placed>, ports: readonly EndpointPort[]): EndpointSubset {
  const all = [...placed];
  const addresses = all.filter(({ ready }) => ready).map(({ address }) => address);
  const notReadyAddresses = all.filter(({ ready }) => !ready).map(({ address }) => address);
  return {
    ...(addresses.length > 0 && { addresses: addresses.sort(byAddress) }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses: notReadyAddresses.sort(byAddress) }),
    ...(ports.length > 0 && { ports }),
  };
}

/**
 * Subsets in their one canonical form: ports that the same addresses serve stand together, every address once per port,
 * sorted by address. Models pkg/api/v1/endpoints RepackSubsets (v1.36).
 */
export function repackedSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const groups = new Map<string, { placed: Map<string, Placed>; ports: EndpointPort[] }>();
  for (const { port, placed } of byPort(subsets).values()) {
    const key = [...placed]
      .map(([address, { ready }]) => `${address} ${ready}`)
      .sort()
      .join(', ');
    const group = groups.get(key) ?? { placed, ports: [] };
    if (port) group.ports.push(port);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ placed, ports }) => subsetOf(placed.values(), ports));
}
