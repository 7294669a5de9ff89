import type { Chain, Rule } from '../../netfilter/index.ts';
import type { NodeInfo } from '../node-info.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { admitsNode } from '../source-ranges.ts';
import { externalChainName, firewallChainName } from './names.ts';
import { comment, host, jump, origin, rule, toPort } from './rules.ts';

/**
 * `KUBE-FW-…`: who may use the load balancer's address. What falls through is dropped later, by KUBE-PROXY-FIREWALL in
 * the filter table. A node inside a range may also come with the address of the load balancer as its own.
 */
export function firewallChain(port: ServicePortInfo, node: NodeInfo, family: Family): Chain {
  const from = (cidr: string): Rule =>
    rule(
      [{ m: 'source', cidr }, comment(`${port.name} loadbalancer IP`)],
      jump(externalChainName(port)),
      origin(port, 'spec.loadBalancerSourceRanges'),
    );
  const own = admitsNode(port, node, family) ? port.loadBalancerIPs.map((ip) => from(host(ip))) : [];
  const rest = comment(`other traffic to ${port.name} will be dropped by KUBE-PROXY-FIREWALL`);
  return {
    name: firewallChainName(port),
    rules: [
      ...port.sourceRanges.map(from),
      ...own,
      rule([rest], { t: 'none' }, origin(port, 'spec.loadBalancerSourceRanges')),
    ],
  };
}

/** The drops in KUBE-PROXY-FIREWALL for those whom the firewall chain did not let through. */
export function firewallDrops(port: ServicePortInfo): Rule[] {
  const text = `${port.name} traffic not accepted by ${firewallChainName(port)}`;
  return port.loadBalancerIPs.map((ip) =>
    rule(toPort(port, ip, text, port.port), { t: 'drop' }, origin(port, 'spec.loadBalancerSourceRanges')),
  );
}
