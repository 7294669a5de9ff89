import type { ApiObject } from '../../../src/api/index.ts';

/** What stands outside the cluster, as `lab.yaml` says. */
export interface OutsideHost {
  readonly name: string;
  readonly ip: string;
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
  /** Further addresses that it answers for. */
  readonly owns?: readonly string[];
}

/** A change between two probes. */
export interface Change {
  readonly title: string;
  /** Address or range -> node, told to the router. */
  readonly route?: Readonly<Record<string, string>>;
  /** A node whose cable is pulled. */
  readonly linkDown?: string;
  /** Seconds in which nothing happens. */
  readonly wait?: number;
  /** Nodes that learn nothing of what changes in the API. */
  readonly cutOff?: readonly string[];
  readonly replace?: readonly ApiObject[];
  /** Kind, namespace, name. */
  readonly delete?: readonly (readonly [kind: string, namespace: string, name: string])[];
}

/** A line of `probes`: somebody who calls, a connection that is used again, or a change. */
export interface Probe {
  readonly from?: string;
  readonly to?: string;
  readonly tries?: number;
  /** Seconds until a try is given up. */
  readonly timeout?: number;
  /** Always this source port. */
  readonly sport?: number;
  /** One try after the other. */
  readonly serial?: boolean;
  /** All tries, even when the first one times out. */
  readonly insist?: boolean;
  readonly affinity?: boolean;
  readonly conntrack?: boolean;
  /** Keeps the connection open under this name. */
  readonly open?: string;
  readonly use?: string;
  readonly step?: Change;
}

/** `lab.yaml` */
export interface LabFile {
  readonly hosts?: readonly OutsideHost[];
  readonly routes?: Readonly<Record<string, string>>;
  readonly podMasquerade?: boolean;
  readonly bridgeNetfilter?: boolean;
  readonly probes: readonly Probe[];
}
