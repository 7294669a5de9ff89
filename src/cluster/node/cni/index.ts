export { withMasquerade } from './masquerade.ts';
export { machineConfig, networkOf, noNetwork, POD_NETWORK, type PodNetwork, withNode, withPod } from './pod-network.ts';
