export type {
  Endpoint,
  EndpointAddress,
  EndpointConditions,
  EndpointPort,
  EndpointSlice,
  EndpointSubset,
  Endpoints,
  ObjectReference,
} from './endpoint-slice.ts';
export { SERVICE_NAME_LABEL } from './endpoint-slice.ts';
export { repackedSubsets } from './endpoint-subsets.ts';
export type { Lease } from './lease.ts';
export { microTimestamp, NODE_LEASES } from './lease.ts';
export type {
  ApiObject,
  Condition,
  Kind,
  LabelSelector,
  LabelSelectorRequirement,
  ObjectKey,
  ObjectMeta,
  OwnerReference,
} from './meta.ts';
export {
  FOREGROUND_FINALIZER,
  keyOf,
  namespacedName,
  ORPHAN_FINALIZER,
  objectKey,
  splitKey,
} from './meta.ts';
export type { HTTPIngressPath, Ingress, IngressBackend, IngressClass, IngressRule, ServiceCIDR } from './networking.ts';
export { DEFAULT_INGRESS_CLASS } from './networking.ts';
export type { Node, NodeAddress, Taint } from './node.ts';
export { internalIPs, isNodeReady, ZONE_LABEL } from './node.ts';
export { isWantedNode, nodeSelectorTermMatches } from './node-selector.ts';
export { type HostPort, hostPortsOf, type NodeUsage, unused, usageOf, withUsage } from './node-usage.ts';
export type {
  Affinity,
  NodeAffinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  TopologySpreadConstraint,
} from './placement.ts';
export type {
  Container,
  ContainerPort,
  ContainerStatus,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  LifecycleHandler,
  Pod,
  PodSpec,
  PodStatus,
  Probe,
  Toleration,
} from './pod.ts';
export { isPodFinished, isPodReady, isPodTerminating, podCondition } from './pod.ts';
export { joined, podRequests, type Resources, resources } from './pod-requests.ts';
export type { Client, ClientSource, Cloud, ExternalHost, Firewall, FirewallRule, ServiceRegistry } from './portolan.ts';
export {
  CLOSED_PORTS_ANNOTATION,
  DELAY_ANNOTATION,
  isFromSnapshot,
  LISTEN_ANNOTATION,
  LIVENESS_ANNOTATION,
  PORTOLAN_API_VERSION,
  READINESS_ANNOTATION,
  SNAPSHOT_ANNOTATION,
} from './portolan.ts';
export { canonicalQuantity, compareQuantities, quantity, quantityFault, quantityIn } from './quantity.ts';
export { labelSelectorMatches, selectorMatches } from './selector.ts';
export type { LoadBalancerIngress, Protocol, Service, ServicePort, ServiceSpec } from './service.ts';
export { hasClusterIP } from './service.ts';
export {
  type AddressRange,
  DEFAULT_SERVICE_CIDR,
  dotted,
  rangeHas,
  rangesOf,
  rangesOverlap,
  readyServiceCIDR,
  SERVICE_CIDR_FINALIZER,
} from './service-cidr.ts';
export type { Result, Status, StatusCause } from './status.ts';
export { ok, refused } from './status.ts';
export { tolerates, untoleratedTaint } from './taints.ts';
export { isNamedBy, portSetKey, targetPortOn } from './target-port.ts';
export { instantOf, timestamp } from './timestamp.ts';
export type {
  ConfigMap,
  ControllerRevision,
  DaemonSet,
  Deployment,
  Namespace,
  PodTemplate,
  ReplicaSet,
  Secret,
  ServiceAccount,
  StatefulSet,
} from './workloads.ts';
