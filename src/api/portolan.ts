import type { ApiObject } from './meta.ts';

/** The API group of the things that exist around a cluster but are no Kubernetes objects. */
export const PORTOLAN_API_VERSION = 'portolan.dev/v1alpha1';

/**
 * Who calls whom: a Pod that sends the same request again and again, as a shell loop around curl would.
 * Namespaced: the Pod is one of the Client's own namespace.
 */
export interface Client extends ApiObject {
  readonly kind: 'Client';
  readonly spec: {
    /** The caller. */
    readonly from: { readonly pod: string };
    /** What it asks for: `http://random-generator`, `http://10.96.0.7:8080/path`, `tcp://name:port`. */
    readonly request: string;
    /** Milliseconds of virtual time from the start of one request to the start of the next, written `500ms` or `2s`. Default `1s`. */
    readonly every?: string;
    /** How many requests; absent: without end. */
    readonly times?: number;
    /** How long the caller waits for an answer before it gives up, written like `every`. Default `1s`. */
    readonly timeout?: string;
  };
}

/**
 * The annotation that makes a Pod's readiness check fail while its value is `fail`. The page's "make unready" writes it;
 * a manifest may carry it as well.
 */
export const READINESS_ANNOTATION = 'portolan.dev/readiness';

/** The annotation that makes the liveness checks of a Pod's containers fail while its value is `fail`. */
export const LIVENESS_ANNOTATION = 'portolan.dev/liveness';

/**
 * The annotation of what came with a status of its own, as a dump of a live cluster does. kubectl's apply writes it: such
 * Pods, Nodes and workloads are taken as they are, and kubelets and workload controllers leave them alone.
 */
export const SNAPSHOT_ANNOTATION = 'portolan.dev/snapshot';

/** Whether an object is part of a dump of another cluster and shown as it was. */
export function isFromSnapshot({ metadata }: ApiObject): boolean {
  return metadata.annotations?.[SNAPSHOT_ANNOTATION] !== undefined;
}
