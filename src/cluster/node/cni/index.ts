export { machineConfig, networkOf, noNetwork, type PodNetwork, withNode, withPod } from './pod-network.ts';
