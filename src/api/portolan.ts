import type { ApiObject } from './meta.ts';
import type { Protocol } from './service.ts';

/** The API group of the things that exist around a cluster but are no Kubernetes objects. */
export const PORTOLAN_API_VERSION = 'portolan.dev/v1alpha1';

/** Where a Client's requests come from: exactly one of the three. */
export interface ClientSource {
  /** Name of a Pod in the Client's own namespace. */
  readonly pod?: string;
  /** Name of a Node: the request is made on the machine itself, in its own network namespace. */
  readonly node?: string;
  /** An address outside the cluster, such as `203.0.113.10`. */
  readonly address?: string;
}

/**
 * Who calls whom: a Pod, a machine or somebody on the internet who sends the same request again and again, as a shell
 * loop around curl would. Namespaced: a Pod is one of the Client's own namespace.
 */
export interface Client extends ApiObject {
  readonly kind: 'Client';
  readonly spec: {
    /** The caller. */
    readonly from: ClientSource;
    /**
     * What it asks for: `http://random-generator`, `http://10.96.0.7:8080/path`, `tcp://name:port`, `udp://name:port`,
     * `ping name`, `dig name [TYPE]`. `$(NAME)` is taken from the Pod's environment.
     */
    readonly request: string;
    /** Milliseconds of virtual time from the start of one request to the start of the next, written `500ms` or `2s`. Default `1s`. */
    readonly every?: string;
    /** How many requests; absent: without end. */
    readonly times?: number;
    /** How long the caller waits for an answer before it gives up, written like `every`. Default `2s`. */
    readonly timeout?: string;
    /** Whether every request opens a connection of its own. Default `Fresh`. */
    readonly connection?: 'Fresh' | 'KeepAlive';
  };
}

/** A server outside the cluster: its addresses, the names that DNS outside knows it by, and what it listens on. */
export interface ExternalHost extends ApiObject {
  readonly kind: 'ExternalHost';
  readonly spec: {
    readonly addresses: readonly string[];
    readonly names?: readonly string[];
    /** `protocol` is stored, `TCP` when it was left out. */
    readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: Protocol }[];
  };
}

/** The provider under the cluster; by convention there is one, named `cloud`. All fields are stored with their defaults. */
export interface Cloud extends ApiObject {
  readonly kind: 'Cloud';
  readonly spec: {
    /** Where addresses of load balancers come from. Default `198.51.100.128/25`. */
    readonly addressPool?: string;
    /** Whether `spec.loadBalancerIP` of a Service is taken as a wish. Default `Honoured`. */
    readonly loadBalancerIP?: 'Honoured' | 'Ignored';
    /** `Kept`: packets are passed on as they are (ipMode VIP). `Replaced`: a proxy opens its own connection to a node port. Default `Kept`. */
    readonly source?: 'Kept' | 'Replaced';
  };
}

/** One thing that a Firewall lets in. */
export interface FirewallRule {
  /** Absent: every protocol. */
  readonly protocol?: Protocol | 'ICMP';
  /** `80` or `30000-32767`; absent: every port. */
  readonly ports?: readonly string[];
  /** Sources, as a CIDR. Stored, `0.0.0.0/0` when it was left out. */
  readonly from?: string;
}

/** What the nodes' firewall lets in from outside; without one, everything comes in. */
export interface Firewall extends ApiObject {
  readonly kind: 'Firewall';
  readonly spec: { readonly allow?: readonly FirewallRule[] };
}

/** A registry of services beside Kubernetes, as ZooKeeper or Consul are. */
export interface ServiceRegistry extends ApiObject {
  readonly kind: 'ServiceRegistry';
  readonly spec: Readonly<Record<string, never>>;
}

/**
 * The annotation that makes a Pod's readiness check fail while its value is `fail`. The page's "make unready" writes it;
 * a manifest may carry it as well.
 */
export const READINESS_ANNOTATION = 'portolan.dev/readiness';

/** The annotation that makes the liveness checks of a Pod's containers fail while its value is `fail`. */
export const LIVENESS_ANNOTATION = 'portolan.dev/liveness';

/** The annotation that says where a Pod's programs listen: `127.0.0.1` takes connections from the Pod itself only. */
export const LISTEN_ANNOTATION = 'portolan.dev/listen';

/** The annotation that closes ports of a Pod's programs: `8080` or `8080, 9090`. */
export const CLOSED_PORTS_ANNOTATION = 'portolan.dev/closed-ports';

/** The annotation that makes a Pod's programs slow: `300ms` or `2s` until they answer. */
export const DELAY_ANNOTATION = 'portolan.dev/delay';

/**
 * The annotation of what came with a status of its own, as a dump of a live cluster does. kubectl's apply writes it: such
 * Pods, Nodes and workloads are taken as they are, and kubelets and workload controllers leave them alone.
 */
export const SNAPSHOT_ANNOTATION = 'portolan.dev/snapshot';

/** Whether an object is part of a dump of another cluster and shown as it was. */
export function isFromSnapshot({ metadata }: ApiObject): boolean {
  return metadata.annotations?.[SNAPSHOT_ANNOTATION] !== undefined;
}
