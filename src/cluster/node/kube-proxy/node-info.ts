/** What kube-proxy knows of the machine it runs on. */
export interface NodeInfo {
  readonly name: string;
  /** The node's own addresses, first the primary one. */
  readonly addresses: readonly string[];
  /** Value of the zone label; empty when there is none. */
  readonly zone: string;
  /** The ranges that its Pods' addresses come from. */
  readonly podCIDRs?: readonly string[];
}

/** By what kube-proxy knows traffic of the node's or the cluster's own Pods (`--detect-local-mode`). */
export type DetectLocalMode = 'ClusterCIDR' | 'NodeCIDR' | 'BridgeInterface' | 'InterfaceNamePrefix';

/** kube-proxy's flags that shape rules, with the defaults of `defaultFlags`. */
export interface ProxyFlags {
  /** `--cluster-cidr`: traffic from elsewhere to a cluster IP is masqueraded. One range per family. */
  readonly clusterCIDRs: readonly string[];
  /** `--masquerade-all` */
  readonly masqueradeAll: boolean;
  /** `--iptables-localhost-nodeports` */
  readonly localhostNodePorts: boolean;
  /** `--nodeport-addresses`: ranges, or `primary`; empty: all addresses of the node. */
  readonly nodePortAddresses: readonly string[];
  /** Where the API server allocates cluster IPs from; one range per family at the least. */
  readonly serviceCIDRs: readonly string[];
  /** `--detect-local-mode` */
  readonly detectLocal: DetectLocalMode;
  /** `--pod-bridge-interface`, for BridgeInterface. */
  readonly bridgeInterface: string;
  /** `--pod-interface-name-prefix`, for InterfaceNamePrefix. */
  readonly interfaceNamePrefix: string;
  /** `--iptables-masquerade-bit`, or nftables' own. */
  readonly masqueradeBit: number;
  /** `--conntrack-tcp-be-liberal`: what conntrack calls invalid is not dropped. */
  readonly conntrackTCPBeLiberal: boolean;
}

/** kubeadm's settings: the pod range as cluster CIDR, all else kube-proxy's defaults. */
export const defaultFlags: ProxyFlags = {
  clusterCIDRs: ['10.244.0.0/16'],
  masqueradeAll: false,
  localhostNodePorts: true,
  nodePortAddresses: [],
  serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/108'],
  detectLocal: 'ClusterCIDR',
  bridgeInterface: '',
  interfaceNamePrefix: '',
  masqueradeBit: 14,
  conntrackTCPBeLiberal: false,
};
