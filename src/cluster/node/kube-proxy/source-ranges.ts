import { isIn } from '../../network/index.ts';
import type { NodeInfo } from './node-info.ts';
import { primaryAddress } from './node-port-addresses.ts';
import type { Family, ServicePortInfo } from './service-port.ts';

/** Whether a load balancer's address is only for some. */
export function isRestricted(port: ServicePortInfo): boolean {
  return port.loadBalancerIPs.length > 0 && port.sourceRanges.length > 0;
}

/** Whether the node itself may use the load balancer's address. */
export function admitsNode(port: ServicePortInfo, node: NodeInfo, family: Family): boolean {
  const ip = primaryAddress(node, family);
  return ip !== undefined && port.sourceRanges.some((range) => isIn(ip, range));
}
