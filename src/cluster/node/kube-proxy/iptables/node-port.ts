import type { Rule } from '../../netfilter/index.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { externalChainName } from './names.ts';
import { jump, origin, rule, toPort } from './rules.ts';

/**
 * The jumps of KUBE-NODEPORTS for a port: where 127.0.0.1 may be dialled, a rule of its own in front counts how often
 * that is done.
 */
export function nodePortRules(port: ServicePortInfo, localhost: boolean): Rule[] {
  const target = jump(externalChainName(port));
  const matches = toPort(port, undefined, port.name, port.nodePort);
  const any = rule(matches, target, origin(port, `spec.ports[${port.index}].nodePort`));
  if (!localhost) return [any];
  const counted = [
    { m: 'destination', cidr: '127.0.0.0/8' } as const,
    ...matches,
    { m: 'nfacct', name: 'localhost_nps_accepted_pkts' } as const,
  ];
  return [rule(counted, target, any.origin), any];
}

/** Lets the load balancer's health checks in. */
export function healthCheckRules(port: ServicePortInfo): Rule[] {
  if (port.healthCheckNodePort === 0) return [];
  const tcp = { ...port, protocol: 'tcp' as const };
  const text = `${port.name} health check node port`;
  return [
    rule(
      toPort(tcp, undefined, text, port.healthCheckNodePort),
      { t: 'accept' },
      origin(port, 'spec.healthCheckNodePort'),
    ),
  ];
}
