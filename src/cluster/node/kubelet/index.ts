export { containerEnvironment, type EnvironmentSources, serviceVariables } from './environment.ts';
export { nodeHeartbeat } from './node-lease.ts';
export { nodeKubelet } from './node-status.ts';
export { podKubelet } from './pod-workers.ts';
export { type ResolvConf, resolvConf } from './resolv-conf.ts';
export { type Variable, variablesOf } from './service-variables.ts';
export { type KubeletState, noPods, type Sandbox } from './state.ts';
