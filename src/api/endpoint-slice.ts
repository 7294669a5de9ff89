import type { ApiObject } from './meta.ts';
import type { Protocol } from './service.ts';

/** Points from an endpoint to the object behind it, mostly a Pod. */
export interface ObjectReference {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
}

/** What the slice knows about an endpoint; an absent condition reads as: ready and serving unless said otherwise. */
export interface EndpointConditions {
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

/** One endpoint: the addresses of one Pod (in practice exactly one) and where it runs. */
export interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions?: EndpointConditions;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly targetRef?: ObjectReference;
  readonly deprecatedTopology?: Readonly<Record<string, string>>;
  readonly hints?: {
    readonly forZones?: readonly { readonly name: string }[];
    readonly forNodes?: readonly { readonly name: string }[];
  };
}

/** One port of all endpoints of a slice. */
export interface EndpointPort {
  readonly name?: string;
  readonly protocol?: Protocol;
  readonly port?: number;
  readonly appProtocol?: string;
}

/** A part of the endpoints of a Service: at most 100 addresses of one family that share one set of ports. */
export interface EndpointSlice extends ApiObject {
  readonly kind: 'EndpointSlice';
  readonly addressType: 'IPv4' | 'IPv6' | 'FQDN';
  readonly endpoints: readonly Endpoint[] | null;
  readonly ports?: readonly EndpointPort[] | null;
}

/** One address of an Endpoints subset. */
export interface EndpointAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: ObjectReference;
}

/** Addresses that share one set of ports. */
export interface EndpointSubset {
  readonly addresses?: readonly EndpointAddress[];
  readonly notReadyAddresses?: readonly EndpointAddress[];
  readonly ports?: readonly EndpointPort[];
}

/** The older form of EndpointSlices: everything about a Service's endpoints in one object. */
export interface Endpoints extends ApiObject {
  readonly kind: 'Endpoints';
  readonly subsets?: readonly EndpointSubset[];
}

/** The label by which a slice belongs to a Service. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
