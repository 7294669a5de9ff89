import type { EndpointInfo } from './endpoints.ts';
import type { NodeInfo, ProxyFlags } from './node-info.ts';
import { type Family, isExternallyAccessible, type ServicePortInfo } from './service-port.ts';
import { type CategorizedEndpoints, categorizeEndpoints } from './topology.ts';

/** What the rules of a Service port are made from. */
export interface PortInput {
  readonly port: ServicePortInfo;
  readonly endpoints: readonly EndpointInfo[];
  readonly node: NodeInfo;
  readonly flags: ProxyFlags;
  readonly family: Family;
  /** Whether iptables rules about endpoints carry comments; a large cluster saves them. */
  readonly comments: boolean;
}

/** What becomes of a Service port's traffic on a node. */
export interface Fate {
  readonly sets: CategorizedEndpoints;
  /** Whether an endpoint takes what is sent to the cluster IP. */
  readonly internal: boolean;
  /** Whether an endpoint takes what comes in from outside the cluster. */
  readonly external: boolean;
  /** Whether the port can be reached other than by its cluster IP. */
  readonly outside: boolean;
}

/** Decides about a Service port's traffic, the same in both modes. */
export function fateOf({ port, endpoints, node }: PortInput): Fate {
  const sets = categorizeEndpoints(endpoints, port, node);
  return {
    sets,
    internal: (port.internalPolicyLocal ? sets.local : sets.cluster).length > 0,
    external: (port.externalPolicyLocal ? sets.local : sets.cluster).length > 0,
    outside: isExternallyAccessible(port),
  };
}
