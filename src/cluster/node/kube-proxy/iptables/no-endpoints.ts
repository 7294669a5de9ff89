import type { Match, Rule, Target } from '../../netfilter/index.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { comment, origin, rule, toPort } from './rules.ts';

/** What the filter table does with traffic that no endpoint can take, and its words. */
export interface Refusal {
  readonly target: Target;
  readonly text: string;
}

/** No endpoint anywhere: refuse, so that the caller knows. Endpoints elsewhere under policy Local: drop, so that a load balancer tries another node. */
export function refusalFor(port: ServicePortInfo, anyEndpoint: boolean, family: Family): Refusal {
  if (anyEndpoint) return { target: { t: 'drop' }, text: `${port.name} has no local endpoints` };
  const unreachable = family === 'ip6' ? 'icmp6-port-unreachable' : 'icmp-port-unreachable';
  return { target: { t: 'reject', with: unreachable }, text: `${port.name} has no endpoints` };
}

/** The refusal of a cluster IP, in filter KUBE-SERVICES. */
export function refuseClusterIP(port: ServicePortInfo, refusal: Refusal): Rule[] {
  return [rule(toPort(port, port.clusterIP, refusal.text, port.port), refusal.target, origin(port))];
}

/** The refusals of every address outside, in filter KUBE-EXTERNAL-SERVICES. */
export function refuseExternal(port: ServicePortInfo, refusal: Refusal): Rule[] {
  const ips = [...port.externalIPs, ...port.loadBalancerIPs];
  const addresses = ips.map((ip) => rule(toPort(port, ip, refusal.text, port.port), refusal.target, origin(port)));
  if (port.nodePort === 0) return addresses;
  const { protocol } = port;
  const matches: Match[] = [
    { m: 'protocol', protocol },
    comment(refusal.text),
    { m: 'addrtype', end: 'destination', type: 'LOCAL' },
    { m: 'port', protocol, dport: port.nodePort },
  ];
  return [...addresses, rule(matches, refusal.target, origin(port, `spec.ports[${port.index}].nodePort`))];
}
