export { kubeProxyAnswer } from './health.ts';
export { Proxying } from './proxying.ts';
