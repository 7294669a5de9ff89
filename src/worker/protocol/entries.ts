/** What stands between callers outside and the cluster, and who is outside: on the chart, not all of it in the API. */
import type { ObjectKey } from '../../api/index.ts';
import type { Instant } from './instant.ts';

/** One node port as a hole in every machine's coast; `id` is `nodeport/<Service key>`. */
export interface NodePortThing {
  readonly kind: 'nodeport';
  readonly id: string;
  readonly service: ObjectKey;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly nodePort: number }[];
  /** `externalTrafficPolicy`. */
  readonly policy: 'Cluster' | 'Local';
  /** The machines, in order. */
  readonly doors: readonly NodeDoor[];
}

/** An entry's way into one machine. */
export interface NodeDoor {
  readonly node: string;
  readonly address: string;
  /** Endpoints on this machine that are ready. */
  readonly endpoints: number;
  /** Whether the machine is Ready. */
  readonly up: boolean;
}

/** What a load balancer's check of a node found: `unchecked` where there is no health check node port and nothing failed. */
export type Health = 'healthy' | 'failing' | 'unchecked';

/** A load balancer of the provider, or the wish for one; `id` is `balancer/<Service key>`. */
export interface BalancerThing {
  readonly kind: 'balancer';
  readonly id: string;
  readonly service: ObjectKey;
  /** `pending` for ever where no Cloud serves load balancers. */
  readonly state: 'pending' | 'active';
  /** Why it is pending, in a few words; empty when it is active. */
  readonly why: string;
  readonly since: Instant;
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
  /** Whether packets are passed on as they are, or a proxy opens a connection of its own. */
  readonly source: 'kept' | 'replaced';
  readonly doors: readonly (NodeDoor & { readonly health: Health })[];
}

/** A name that DNS answers with another name; `id` is `alias/<Service key>`. */
export interface AliasThing {
  readonly kind: 'alias';
  readonly id: string;
  readonly service: ObjectKey;
  readonly name: string;
  readonly target: string;
}

/** What the nodes' firewall lets in. */
export interface FirewallThing {
  readonly kind: 'firewall';
  readonly id: string;
  readonly name: string;
  /** `TCP 80, 30000-32767`, `ICMP from 203.0.113.0/24` … */
  readonly allows: readonly string[];
}

/** A server outside the cluster. */
export interface ExternalThing {
  readonly kind: 'external';
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}
