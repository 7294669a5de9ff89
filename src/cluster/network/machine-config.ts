/** Where a packet for an address goes next. `on` names the side of the machine: its bridge of Pods (or hosts), or the network between machines. */
export type Route =
  | { readonly to: 'self' }
  /** To a Pod, or another host, that hangs on this machine. */
  | { readonly to: 'host'; readonly host: string }
  /** Over the network to another machine. */
  | { readonly to: 'machine'; readonly machine: string }
  /** The address belongs on this side, but nobody there answers for it: ARP will fail. */
  | { readonly to: 'nobody'; readonly on: 'bridge' | 'network'; readonly why: string }
  /** There is no route: the packet is dropped without a word. */
  | { readonly to: 'nowhere'; readonly why: string };

/** A machine's addresses of one family. */
export interface OwnAddresses {
  /** On the network. */
  readonly network: string;
  /** Of the bridge on which its Pods hang. */
  readonly bridge: string;
}

/** What a machine is, apart from what its kernel remembers. */
export interface MachineConfig {
  readonly name: string;
  /** Its addresses; a family that the machine does not speak is missing. */
  readonly ip: OwnAddresses;
  readonly ip6?: OwnAddresses;
  route(ip: string): Route;
  isLocal(ip: string): boolean;
  /** Whether hosts on the bridge reach this address without the machine's routing: it is in the bridge's own range. */
  onBridge(ip: string): boolean;
}

/** The machine's addresses of the family of an address. */
export function ownAddresses(config: MachineConfig, ip: string): OwnAddresses {
  return (ip.includes(':') && config.ip6) || config.ip;
}

/** The address of the side by which packets for `ip` leave, which the kernel gives to packets of its own (RFC 1122 3.3.4.3). */
export function sourceTowards(config: MachineConfig, ip: string): string {
  if (config.isLocal(ip)) return ip;
  const route = config.route(ip);
  const own = ownAddresses(config, ip);
  const onBridge = route.to === 'host' || (route.to === 'nobody' && route.on === 'bridge');
  return onBridge ? own.bridge : own.network;
}
