import type { Chain, Rule } from '../../netfilter/index.ts';
import { type Fate, fateOf, type PortInput } from '../port-fate.ts';
import { type ServicePortInfo, usesClusterEndpoints, usesLocalEndpoints } from '../service-port.ts';
import { isRestricted } from '../source-ranges.ts';
import { endpointChain } from './endpoint-chain.ts';
import { externalChain } from './external-traffic.ts';
import { masqueradeClusterIP } from './masquerade.ts';
import { externalChainName, firewallChainName, localChainName, serviceChainName } from './names.ts';
import { refusalFor, refuseClusterIP, refuseExternal } from './no-endpoints.ts';
import { healthCheckRules, nodePortRules } from './node-port.ts';
import { jump, origin, rule, toPort } from './rules.ts';
import { serviceChain } from './service-chain.ts';
import { firewallChain, firewallDrops } from './source-ranges.ts';

/** Everything one Service port adds: chains of its own in nat, and its lines in the chains that all share. */
export interface PortRules {
  readonly port: ServicePortInfo;
  readonly chains: readonly Chain[];
  readonly natServices: readonly Rule[];
  readonly natNodePorts: readonly Rule[];
  readonly filterServices: readonly Rule[];
  readonly filterExternalServices: readonly Rule[];
  readonly filterNodePorts: readonly Rule[];
  readonly filterFirewall: readonly Rule[];
}

/** The rules of one Service port on one node. Models pkg/proxy/iptables/proxier.go syncProxyRules, the part per service port (v1.36). */
export function portRules(input: PortInput): PortRules {
  const { port, node, family, flags } = input;
  const fate = fateOf(input);
  const { sets, internal, external } = fate;
  const refusal = refusalFor(port, sets.any, family);
  return {
    port,
    chains: sets.any ? chainsOf(input, fate) : [],
    natServices: [...(internal ? [clusterIPRule(port)] : []), ...(sets.any ? addressRules(port) : [])],
    natNodePorts: sets.any && port.nodePort !== 0 ? nodePortRules(port, node, flags, family) : [],
    filterServices: internal ? [] : refuseClusterIP(port, refusal),
    filterExternalServices: external ? [] : refuseExternal(port, refusal),
    filterNodePorts: healthCheckRules(port),
    filterFirewall: sets.any && isRestricted(port) ? firewallDrops(port) : [],
  };
}

function clusterIPRule(port: ServicePortInfo): Rule {
  const chain = port.internalPolicyLocal ? localChainName(port) : serviceChainName(port);
  return rule(toPort(port, port.clusterIP, `${port.name} cluster IP`, port.port), jump(chain), origin(port));
}

function addressRules(port: ServicePortInfo): Rule[] {
  const ext = externalChainName(port);
  const lb = isRestricted(port) ? firewallChainName(port) : ext;
  return [
    ...port.externalIPs.map((ip) =>
      rule(toPort(port, ip, `${port.name} external IP`, port.port), jump(ext), origin(port, 'spec.externalIPs')),
    ),
    ...port.loadBalancerIPs.map((ip) =>
      rule(toPort(port, ip, `${port.name} loadbalancer IP`, port.port), jump(lb), origin(port, 'status.loadBalancer')),
    ),
  ];
}

function chainsOf(
  { port, node, flags, family, comments }: PortInput,
  { sets, internal, external, outside }: Fate,
): Chain[] {
  const masquerade = internal ? masqueradeClusterIP(port, flags, family) : [];
  const [svcFirst, svlFirst] = port.internalPolicyLocal ? [[], masquerade] : [masquerade, []];
  const chains: Chain[] = [];
  if (usesClusterEndpoints(port) && sets.cluster.length > 0)
    chains.push(serviceChain(serviceChainName(port), port, sets.cluster, svcFirst, comments));
  if (usesLocalEndpoints(port) && sets.local.length > 0)
    chains.push(serviceChain(localChainName(port), port, sets.local, svlFirst, comments));
  if (outside) chains.push(externalChain(port, flags, family, external));
  if (isRestricted(port)) chains.push(firewallChain(port, node, family));
  return [...chains, ...sets.reachable.map((endpoint) => endpointChain(port, endpoint, comments))];
}
