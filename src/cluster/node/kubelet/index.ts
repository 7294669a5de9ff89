export type { ContainerRun } from './container-run.ts';
export { containerEnvironment, type EnvironmentSources, serviceVariables } from './environment.ts';
export { hostsFile } from './hosts-file.ts';
export { nodeHeartbeat } from './node-lease.ts';
export { nodeKubelet } from './node-status.ts';
export { podKubelet } from './pod-workers.ts';
export { type ProbeReport, probeReport, ticksOf } from './probe-run.ts';
export { type ResolvConf, resolvConf } from './resolv-conf.ts';
export type { ContainerRuntime, ProbeAnswer, ProbeKind } from './runtime.ts';
export { type Variable, variablesOf } from './service-variables.ts';
export { isServing } from './serving.ts';
export {
  type KubeletMemory,
  type KubeletState,
  noPods,
  type PodEvent,
  type Sandbox,
  withCrash,
  withLost,
} from './state.ts';
