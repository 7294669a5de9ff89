/** What the inspector opens. */
import type { ObjectKey } from '../../api/index.ts';
import type { ClusterEvent } from './events.ts';
import type { Instant } from './instant.ts';
import type { PodState } from './things.ts';

/** Names one detail: `object Pod/default/client`, `rules node-1`, `conntrack node-1`, `conversation curl#3`. */
export type DetailId =
  | { readonly of: 'object'; readonly key: ObjectKey }
  | { readonly of: 'rules'; readonly node: string }
  | { readonly of: 'conntrack'; readonly node: string }
  | { readonly of: 'conversation'; readonly id: string };

export type Detail = ObjectDetail | RulesDetail | ConntrackDetail | ConversationDetail;

/** One variable of a container and where it comes from. */
export interface VariableView {
  readonly name: string;
  readonly value: string;
  /** `Service/default/random-generator`, `spec.containers[0].env`, … */
  readonly origin: string;
}

/** A health check of a container. */
export interface ProbeView {
  readonly kind: 'startup' | 'readiness' | 'liveness';
  /** What it asks, and how often, in words. */
  readonly says: string;
  /** How it goes; absent while the container does not run, or when nothing ran it yet. */
  readonly run?: {
    /** What the kubelet holds to be true: ready, alive, started. */
    readonly holds: boolean;
    readonly passes: boolean;
    /** The failure in the kubelet's words; empty when it passes. */
    readonly answer: string;
    /** Runs in a row with this answer, and how many it takes to change what is held. */
    readonly inARow: number;
    readonly threshold: number;
    readonly last?: Instant;
    readonly next: Instant;
  };
}

/** A Service that exists now, and whose variables a container was not given when it started, or was given with other values. */
export interface UntoldService {
  readonly service: ObjectKey;
  readonly how: 'missing' | 'other';
  readonly names: readonly string[];
}

/** What the kubelet gave a container. */
export interface ContainerView {
  readonly name: string;
  readonly image: string;
  readonly state: string;
  readonly restarts: number;
  readonly env: readonly VariableView[];
  readonly untold: readonly UntoldService[];
  readonly probes: readonly ProbeView[];
}

/** What a component reported of a Pod, as `kubectl describe` lists it; the same report is one line with its count. */
export interface PodEventView {
  readonly type: 'Normal' | 'Warning';
  /** `Scheduled`, `Pulled`, `Created`, `Started`, `Unhealthy`, `Killing`, `BackOff` … */
  readonly reason: string;
  /** `default-scheduler`, `kubelet`, `taint-eviction-controller`. */
  readonly from: string;
  readonly message: string;
  readonly container?: string;
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** How a machine stands, apart from what the API server believes of it. */
export interface MachineView {
  readonly on: boolean;
  /** Its network cable is whole; `mend-link` makes it so. */
  readonly linked: boolean;
  readonly cordoned: boolean;
  /** `node.kubernetes.io/unreachable:NoExecute` */
  readonly taints: readonly string[];
  /** Why its kube-proxy does not run, when it cannot use its configuration; what it wrote before stays. */
  readonly proxyTrouble?: string;
}

/** A field of a stored object that its text does not have, or has with another value. */
export interface AddedField {
  /** As the API server writes it: `spec.ports[0].targetPort`, `metadata.labels[app.kubernetes.io/name]`. */
  readonly path: string;
  /** Plain data; a block that the text lacks as a whole is one field. */
  readonly value: unknown;
  /** `default`: filled in for everybody alike; `allocated`: picked for this object; `status`: reported by a component. */
  readonly by: 'default' | 'allocated' | 'status';
}

/** A Pod that is not among the ready endpoints of a Service, and why. */
export interface AbsentPod {
  readonly pod: ObjectKey;
  readonly why: string;
  /** The pair of the selector that it lacks, and what it has under that key (empty: nothing). */
  readonly miss?: { readonly key: string; readonly wanted: string; readonly found: string };
}

/** One port of a Service, from door to process. */
export interface ServicePortView {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetPort: string;
  readonly nodePort?: number;
}

/** One template that a workload had, newest first. */
export interface RevisionView {
  readonly number: number;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly object: ObjectKey;
  readonly images: string;
  /** Pods that have it. */
  readonly pods: number;
  readonly current: boolean;
}

/** What a workload asks for and has. */
export interface WorkloadView {
  readonly wanted: number;
  readonly ready: number;
  readonly upToDate: number;
  readonly available: number;
  /** `RollingUpdate, at most 25% more and 25% fewer` */
  readonly strategy: string;
  readonly revisions: readonly RevisionView[];
  readonly pods: readonly { readonly pod: ObjectKey; readonly state: PodState; readonly node: string }[];
}

/** An object as it is stored, and what its machine makes of it. Absent object: it does not exist (any more). */
export interface ObjectDetail {
  readonly of: 'object';
  readonly key: ObjectKey;
  /** The stored object as YAML, defaults included; absent when there is none. */
  readonly yaml?: string;
  /** The object as the text says it, as YAML; absent when no text does, as for Pods of a Deployment. */
  readonly written?: string;
  /** What is stored beyond the text, in the order of the stored object; absent when `written` is. */
  readonly added?: readonly AddedField[];
  /** When it was made. */
  readonly created?: Instant;
  /** What its kind makes worth knowing, name by name. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
    readonly since: Instant | undefined;
  }[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Pods: what the kubelet gave the containers. */
  readonly containers: readonly ContainerView[];
  /** Pods: how it is, and what made it (empty for a Pod of its own). */
  readonly pod?: { readonly state: PodState; readonly owner: string };
  /** Nodes: the machine. */
  readonly machine?: MachineView;
  /** Nodes: the Pods that are bound to it, those of the system included. */
  readonly pods?: WorkloadView['pods'];
  /** Pods: files that the kubelet made. */
  readonly resolvConf?: string;
  readonly hosts?: string;
  /** Pods: what was reported of them, the oldest first. */
  readonly podEvents?: readonly PodEventView[];
  /** Services: their endpoints as the slices list them. */
  readonly endpoints: readonly {
    readonly address: string;
    readonly ports: string;
    readonly pod: string;
    readonly node: string;
    readonly state: string;
    /** Why it is not ready; empty when it is. */
    readonly why: string;
  }[];
  /** Services: their ports. */
  readonly ports: readonly ServicePortView[];
  /** Services: Pods that one would look for among the endpoints. */
  readonly absent: readonly AbsentPod[];
  /** Deployments and their like. */
  readonly workload?: WorkloadView;
  /** Services: why the selector takes no Pod, pair by pair: wanted, and the nearest label there is. */
  readonly selectorMisses: readonly { readonly key: string; readonly wanted: string; readonly found: string }[];
  readonly events: readonly ClusterEvent[];
}

/**
 * The rules of a node, a line each, in few and long strings. `chains` holds `table chain` a line (the chain is empty for lines
 * that are no rule), `origins` holds `object`, `field` and, for an EndpointSlice, the Service it belongs to, separated by
 * tabs; `chainOf` and `originOf` say for every line which of them.
 */
export interface RulesText {
  readonly text: string;
  readonly chains: string;
  readonly chainOf: Uint32Array;
  readonly origins: string;
  readonly originOf: Uint32Array;
}

/** Everything that `iptables-save` (tables nat and filter) or `nft list table` prints on a node. */
export interface RulesDetail {
  readonly of: 'rules';
  readonly node: string;
  readonly mode: 'iptables' | 'nftables';
  /** Absent when it is what was sent before. */
  readonly text?: RulesText;
  /** Line and number of packets, for every rule that a packet took. */
  readonly counts: readonly (readonly [line: number, packets: number])[];
  /** When kube-proxy last wrote. */
  readonly syncedAt: Instant;
}

/** The connection table of a node. */
export interface ConntrackDetail {
  readonly of: 'conntrack';
  readonly node: string;
  readonly entries: readonly ConntrackView[];
}

/** One connection: the tuple as it came and the tuple that answers will have. */
export interface ConntrackView {
  readonly protocol: string;
  readonly state: string;
  /** `src=… dst=… sport=… dport=…` */
  readonly original: string;
  readonly reply: string;
  /** Which of its addresses were translated: those of the answers are not the original's turned round. */
  readonly nat: readonly ('dnat' | 'snat')[];
  /** Seconds until it is forgotten. */
  readonly timeout: number;
  /** As `conntrack -L` prints the line. */
  readonly line: string;
}

/** A packet's headers at one place. */
export interface Header {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly info: string;
  readonly ttl: number;
}

/** A rule that a packet read: quoted, with what it came to. */
export interface ReadRule {
  readonly table: string;
  readonly chain: string;
  readonly text: string;
  readonly taken: boolean;
  /** For `statistic`: the number drawn. */
  readonly drawn?: number;
  /** The element of a set or map that decided, as `nft list` prints it. */
  readonly element?: string;
  /** `service`: of an EndpointSlice, the Service that it belongs to. */
  readonly origin: { readonly object: string; readonly field: string; readonly service?: string };
}

/** One hop of a packet. */
export interface HopView {
  readonly at: Instant;
  readonly to: Instant;
  /** `client`, `node-1 PREROUTING`, `wire node-1 → node-2` … */
  readonly place: string;
  readonly node: string;
  readonly before: Header;
  readonly after: Header;
  /** What happened, in a sentence. */
  readonly says: string;
  readonly read: readonly ReadRule[];
  /** Rules read on this hop that did not match and are not listed. */
  readonly passedOver: number;
  /** The connection table's entry that decided or was made here, as `conntrack -L` prints it. */
  readonly conntrack?: string;
}

/** Every hop of every packet of a conversation. */
export interface ConversationDetail {
  readonly of: 'conversation';
  readonly id: string;
  readonly flights: readonly {
    readonly id: string;
    readonly label: string;
    readonly reply: boolean;
    readonly hops: readonly HopView[];
  }[];
}

/** One string per detail, to compare and to key by. */
export function detailKey(id: DetailId): string {
  switch (id.of) {
    case 'object':
      return `object ${id.key}`;
    case 'rules':
      return `rules ${id.node}`;
    case 'conntrack':
      return `conntrack ${id.node}`;
    case 'conversation':
      return `conversation ${id.id}`;
  }
}
