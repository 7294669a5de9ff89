import type { Chain, Rule } from '../../netfilter/index.ts';
import type { NodeInfo } from '../node-info.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { externalChainName, firewallChainName } from './names.ts';
import { comment, host, jump, origin, rule, toPort } from './rules.ts';

const bits = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** Whether an IPv4 address lies in a range. */
export function inRange(ip: string, cidr: string): boolean {
  const [base = '', length = '32'] = cidr.split('/');
  if (ip.includes(':') || base.includes(':')) return false;
  const size = 2 ** (32 - Number(length));
  return Math.floor(bits(ip) / size) === Math.floor(bits(base) / size);
}

/** Whether a load balancer's address is only for some. A range of everything is no restriction. */
export function isRestricted(port: ServicePortInfo): boolean {
  return port.loadBalancerIPs.length > 0 && port.sourceRanges.length > 0;
}

/**
 * `KUBE-FW-…`: who may use the load balancer's address. What falls through is dropped later, by KUBE-PROXY-FIREWALL in
 * the filter table. A node inside a range may also come with the address of the load balancer as its own.
 */
export function firewallChain(port: ServicePortInfo, node: NodeInfo): Chain {
  const from = (cidr: string): Rule =>
    rule(
      [{ m: 'source', cidr }, comment(`${port.name} loadbalancer IP`)],
      jump(externalChainName(port)),
      origin(port, 'spec.loadBalancerSourceRanges'),
    );
  const nodeInside = node.addresses.some((ip) => port.sourceRanges.some((range) => inRange(ip, range)));
  const own = nodeInside ? port.loadBalancerIPs.map((ip) => from(host(ip))) : [];
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
