import type { ServiceInput } from './service-input.ts';
import { servedPorts } from './service-input.ts';
import type { Family } from './service-port.ts';

/** One end of a conversation. */
interface End {
  readonly ip: string;
  readonly port: number;
}

/** What the cleaning looks at in an entry of the connection table. */
export interface ConntrackEntry {
  readonly protocol: string;
  /** Where the first packet was sent. */
  readonly originalDestination: End;
  /** Who answers. */
  readonly replySource: End;
}

/** Whether kube-proxy deletes an entry after a sync. */
export type StaleEntry = (entry: ConntrackEntry) => boolean;

const text = ({ ip, port }: End): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

/** Where UDP Services can be reached, each with the endpoints that may answer there. */
interface Frontends {
  readonly addresses: Map<string, ReadonlySet<string>>;
  readonly nodePorts: Map<number, ReadonlySet<string>>;
}

const isIPv6 = ({ ip }: End): boolean => ip.includes(':');

function frontendsOf(inputs: readonly ServiceInput[], family: Family): Frontends {
  const frontends: Frontends = { addresses: new Map(), nodePorts: new Map() };
  for (const input of inputs) {
    for (const { port, endpoints } of servedPorts(input, family)) {
      const serving = new Set(endpoints.filter((one) => one.serving).map((one) => one.address));
      if (port.protocol !== 'udp' || serving.size === 0) continue;
      for (const ip of [port.clusterIP, ...port.loadBalancerIPs, ...port.externalIPs])
        frontends.addresses.set(text({ ip, port: port.port }), serving);
      if (port.nodePort !== 0) frontends.nodePorts.set(port.nodePort, serving);
    }
  }
  return frontends;
}

/**
 * Which entries kube-proxy deletes after a sync: UDP conversations with a Service whose answers do not come from one of
 * its serving endpoints. UDP knows no end of a conversation, so a client that keeps sending from one port would be sent
 * to a gone endpoint for ever. A Service without serving endpoints is left alone, and so is every other protocol.
 * Models pkg/proxy/conntrack/cleanup.go CleanStaleEntries (v1.36).
 */
export function staleEntries(inputs: readonly ServiceInput[]): StaleEntry {
  const [ip, ip6] = [frontendsOf(inputs, 'ip'), frontendsOf(inputs, 'ip6')];
  return ({ protocol, originalDestination, replySource }) => {
    if (protocol !== 'udp') return false;
    const { addresses, nodePorts } = isIPv6(originalDestination) ? ip6 : ip;
    const answering = [addresses.get(text(originalDestination)), nodePorts.get(originalDestination.port)];
    return answering.some((serving) => serving !== undefined && !serving.has(text(replySource)));
  };
}
