export type { PortRules } from './iptables/port-rules.ts';
export type { Proxier, ServiceChange, ServiceInput } from './iptables/proxier.ts';
export { fullSync, partialSync, startProxier } from './iptables/proxier.ts';
export type { NodeInfo, ProxyFlags } from './node-info.ts';
export { defaultFlags } from './node-info.ts';
export type { ServicePortInfo } from './service-port.ts';
export { nextSync, WATCH_DELAY } from './sync-period.ts';
