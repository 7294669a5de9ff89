/** Where packets really are. */
import type { Instant } from './instant.ts';

/** A hook of a machine's kernel, or its routing decision. */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING' | 'ROUTING';

/** Where a packet is on the wire chart. */
export type Place =
  /** In a Pod's network namespace; `pod` is its key. */
  | { readonly at: 'pod'; readonly pod: string }
  /** With a program of the machine itself, or of a Pod on the host network. */
  | { readonly at: 'host'; readonly node: string }
  | { readonly at: 'hook'; readonly node: string; readonly hook: Hook }
  /** Inside a thing that is no machine of the cluster: router, firewall, load balancer, external host, a caller's computer. */
  | { readonly at: 'device'; readonly device: Device; readonly name: string }
  /** Between two machines, by name. */
  | { readonly at: 'wire'; readonly from: string; readonly to: string };

/** What a device outside the machines is. `name` tells equal ones apart: an address, or the balancer's Service. */
export type Device = 'router' | 'firewall' | 'balancer' | 'external' | 'internet';

/** A packet's time in one place. A flight's stays follow each other without a gap. */
export interface Stay {
  readonly place: Place;
  readonly from: Instant;
  readonly to: Instant;
}
