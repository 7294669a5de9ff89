export type { PortRules } from './iptables/port-rules.ts';
export type { NftPortRules } from './nftables/port-rules.ts';
export type { NodeInfo, ProxyFlags } from './node-info.ts';
export { defaultFlags } from './node-info.ts';
export { fullSync, type Proxier, type ProxyMode, partialSync, startProxier } from './proxier.ts';
export type { ServiceChange, ServiceInput } from './service-input.ts';
export type { ServicePortInfo } from './service-port.ts';
export { nextSync, WATCH_DELAY } from './sync-period.ts';
