import type { ApiObject, Condition } from './meta.ts';

/** A mark on a Node that keeps Pods away. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly timeAdded?: string;
}

/** One address of a Node. */
export interface NodeAddress {
  readonly type: 'InternalIP' | 'ExternalIP' | 'Hostname' | 'InternalDNS' | 'ExternalDNS';
  readonly address: string;
}

/** A Node: a machine with a kernel, a kubelet, a kube-proxy and a range of Pod addresses. */
export interface Node extends ApiObject {
  readonly kind: 'Node';
  readonly spec: {
    readonly podCIDR?: string;
    readonly podCIDRs?: readonly string[];
    readonly taints?: readonly Taint[];
    readonly unschedulable?: boolean;
    readonly providerID?: string;
  };
  readonly status?: {
    readonly addresses?: readonly NodeAddress[];
    readonly conditions?: readonly Condition[];
    readonly capacity?: Readonly<Record<string, string>>;
    readonly allocatable?: Readonly<Record<string, string>>;
  };
}

/** The Node's addresses on the network between machines, in the order in which the Node lists them. */
export function internalIPs(node: Node): readonly string[] {
  return (node.status?.addresses ?? []).filter((entry) => entry.type === 'InternalIP').map((entry) => entry.address);
}

/** Whether the Node's kubelet says that it is fine. */
export function isNodeReady(node: Node): boolean {
  return node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
}

/** The label under which a Node tells its zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
