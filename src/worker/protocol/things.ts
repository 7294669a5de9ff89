/** What stands on the chart. */
import type { ObjectKey } from '../../api/index.ts';
import type { AliasThing, BalancerThing, ExternalThing, FirewallThing, NodePortThing } from './entries.ts';
import type { Instant } from './instant.ts';

/** Everything on the chart; `id` is the object's key, for rules `rules/<node>/<Service key>/<port name>`. */
export type Thing =
  | ClientThing
  | DnsThing
  | NodePortThing
  | BalancerThing
  | AliasThing
  | FirewallThing
  | ExternalThing
  | ServiceThing
  | RulesThing
  | PodThing
  | NodeThing
  | MoreThing;

/** Somebody who sends requests: a Pod, a program of a machine, or a computer on the internet. */
export interface ClientThing {
  readonly kind: 'client';
  /** The Pod's key; `caller/<node>` for a machine, `Internet//<address>` for the internet. */
  readonly id: string;
  readonly where: 'pod' | 'node' | 'internet';
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  readonly node: string;
  readonly pod: PodState;
  /** On the machine's own network: not in a namespace of its own. */
  readonly hostNetwork: boolean;
  /** The Clients that send from here, in words: `http://random-generator every 0.5 s`. */
  readonly sends: readonly {
    readonly client: ObjectKey;
    readonly request: string;
    readonly every: Instant;
    readonly letter: string;
  }[];
}

/** The cluster's name server: the Service that Pods ask. Its Pods stand behind it. */
export interface DnsThing {
  readonly kind: 'dns';
  /** The key of the Service (`Service/kube-system/kube-dns`). */
  readonly id: string;
  readonly name: string;
  readonly clusterIP: string;
  readonly pods: readonly {
    readonly id: string;
    readonly name: string;
    readonly node: string;
    readonly address: string;
    readonly ready: boolean;
  }[];
}

/** A Service: a name and an address on no machine. */
export interface ServiceThing {
  readonly kind: 'service';
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** The virtual IP, `None` for headless Services, empty for ExternalName. */
  readonly clusterIP: string;
  readonly ports: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly port: number;
    readonly targetPort: string;
  }[];
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoints: { readonly ready: number; readonly notReady: number };
  /** A selector that takes no Pod, and the label that comes nearest to what it asks for. */
  readonly mismatch?: Mismatch;
  /** Endpoints that stand in slices without a Pod behind them, such as hand-written ones: `192.0.2.7:8080`. */
  readonly foreign: readonly string[];
}

/** Why a selector takes nothing: the pair that no Pod has, beside the one that some Pods have. */
export interface Mismatch {
  readonly key: string;
  /** What the selector asks for. */
  readonly asked: string;
  /** What Pods have under that key; empty when none has the key. */
  readonly found: string;
  /** Keys of the Pods that have it. */
  readonly pods: readonly string[];
}

/** One branch of a Service's chain. */
export interface Rung {
  /** As the rule prints it (`0.33333333349`); absent for the last branch, which takes what is left. */
  readonly probability?: string;
  /** The share of all new connections, 0 to 1. */
  readonly share: number;
  /** `10.244.2.11:8080` */
  readonly endpoint: string;
  /** Key of the Pod that has the address, when there is one. */
  readonly pod?: string;
  /** The endpoint has gone or is no longer ready, and this node's rules do not know it yet. */
  readonly stale: boolean;
}

/** What kube-proxy of one node wrote for one port of a Service; stands for that node's kernel on the chart. */
export interface RulesThing {
  readonly kind: 'rules';
  readonly id: string;
  readonly service: ObjectKey;
  readonly node: string;
  readonly portName: string;
  readonly port: number;
  /** `KUBE-SVC-…`; empty when the Service has no endpoints and the filter table rejects instead. */
  readonly chain: string;
  readonly rungs: readonly Rung[];
  /** The rule that answers when there is no endpoint, as the node's own tool prints it. */
  readonly reject?: string;
  /** What that rule does: `reject` tells the caller, `drop` says nothing. */
  readonly refusal?: 'reject' | 'drop';
  readonly mode: 'iptables' | 'nftables';
  /** Milliseconds for which these rules have been behind the EndpointSlices; 0 when they agree. */
  readonly behind: number;
  /** Whose traffic falls down it: under a policy Local, callers outside the cluster have a ladder of their own. */
  readonly traffic: 'all' | 'outside';
  /** Other nodes whose rules for this port are the same. */
  readonly alsoOn: readonly string[];
}

/** How a Pod is, in one word. */
export type PodState = 'pending' | 'starting' | 'ready' | 'not ready' | 'terminating' | 'finished';

/** A Pod that serves, or could. */
export interface PodThing {
  readonly kind: 'pod';
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** Empty while no node was found. */
  readonly node: string;
  readonly state: PodState;
  readonly since: Instant;
  readonly labels: Readonly<Record<string, string>>;
  /** Keys of the Services whose selector takes this Pod. */
  readonly services: readonly ObjectKey[];
  /** `Deployment/default/web`, or empty. */
  readonly owner: string;
  /** On the machine's own network, with its address. */
  readonly hostNetwork: boolean;
}

/** A machine. */
export interface NodeThing {
  readonly kind: 'node';
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly podCIDR: string;
  /** What the API server says; a machine that stops or is cut off stays Ready until its grace period is over. */
  readonly ready: boolean;
  /** Nothing runs on it. */
  readonly stopped?: true;
  /** Its link to the nodes' network is cut: it runs, but no packet comes in or out. */
  readonly cut?: true;
  /** `kubectl cordon`: no new Pods. */
  readonly cordoned?: true;
  /** Pods that run there, those of the system included. */
  readonly pods: number;
  readonly proxy: ProxyView;
  /** Ports in its coast, lowest first. */
  readonly holes: readonly Hole[];
}

/** kube-proxy of one machine, beside the road of packets: it only writes. */
export interface ProxyView {
  readonly mode: 'iptables' | 'nftables';
  /** When it wrote last; absent while it has not. */
  readonly syncedAt?: Instant;
  /** Since when it has heard of a change that its rules do not hold yet; absent when they hold all. */
  readonly behindSince?: Instant;
}

/** A port of a machine. `made` says by what: a rule of kube-proxy's, or a process that listens. */
export interface Hole {
  readonly port: number;
  readonly protocol: string;
  readonly made: 'rule' | 'process';
  readonly service: ObjectKey;
}

/** What was left off the chart because there is too much of it. */
export interface MoreThing {
  readonly kind: 'more';
  readonly id: string;
  readonly of: 'services' | 'pods' | 'nodes' | 'clients';
  readonly count: number;
  /** Of those, how many are ready (pods and nodes). */
  readonly ready: number;
}
