import { elementKey, type NftChain } from '../../netfilter/index.ts';
import type { NodeInfo } from '../node-info.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { admitsNode } from '../source-ranges.ts';
import { firewallChainName } from './names.ts';
import { type Claim, claim, drop, nftRule, origin } from './rules.ts';

/**
 * `firewall-…`: drops who may not use the load balancer's address, before the destination is rewritten. A node inside a
 * range may also come with the address of the load balancer as its own.
 */
export function firewallChain(port: ServicePortInfo, node: NodeInfo, family: Family): NftChain {
  const own = admitsNode(port, node, family) ? port.loadBalancerIPs : [];
  const ranges = [...port.sourceRanges, ...own];
  return {
    name: firewallChainName(port),
    rules: [
      nftRule(
        [{ x: 'address', field: 'saddr', ranges, not: true }, drop],
        origin(port, 'spec.loadBalancerSourceRanges'),
      ),
    ],
  };
}

/** The load balancer's addresses lead to the firewall chain. */
export function firewallIPs(port: ServicePortInfo): Claim[] {
  return port.loadBalancerIPs.map((ip) =>
    claim(
      'firewall-ips',
      elementKey(ip, port.protocol, port.port),
      { v: 'goto', chain: firewallChainName(port) },
      origin(port, 'spec.loadBalancerSourceRanges'),
    ),
  );
}
