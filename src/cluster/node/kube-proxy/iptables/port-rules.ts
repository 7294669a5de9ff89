import type { Chain, Rule } from '../../netfilter/index.ts';
import { localTraffic } from '../local-traffic.ts';
import { servesLocalhost } from '../node-port-addresses.ts';
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

/** A Service port's lines in the chains that all share. */
interface SharedLines {
  readonly natServices: readonly Rule[];
  readonly natNodePorts: readonly Rule[];
  readonly filterServices: readonly Rule[];
  readonly filterExternalServices: readonly Rule[];
  readonly filterNodePorts: readonly Rule[];
  readonly filterFirewall: readonly Rule[];
}

/** Everything one Service port adds: chains of its own in nat, and its lines in the chains that all share. */
export interface PortRules extends SharedLines {
  readonly port: ServicePortInfo;
  readonly chains: readonly Chain[];
}

/** The rules of one Service port on one node. Models pkg/proxy/iptables/proxier.go syncProxyRules, the part per service port (v1.36). */
export function portRules(input: PortInput): PortRules {
  const fate = fateOf(input);
  return { port: input.port, chains: fate.sets.any ? chainsOf(input, fate) : [], ...sharedLines(input, fate) };
}

const known = new WeakMap<ServicePortInfo, Map<string, SharedLines>>();

/** The lines say nothing of single endpoints: while some are there they stay the very same, and so do the chains they stand in. */
function sharedLines({ port, node, flags, family }: PortInput, { sets, internal, external }: Fate): SharedLines {
  const localhost = servesLocalhost(node, flags, family);
  const key = `${sets.any} ${internal} ${external} ${localhost}`;
  const byFate = known.get(port) ?? new Map<string, SharedLines>();
  known.set(port, byFate);
  const lines = byFate.get(key) ?? {
    natServices: [...(internal ? [clusterIPRule(port)] : []), ...(sets.any ? addressRules(port) : [])],
    natNodePorts: sets.any && port.nodePort !== 0 ? nodePortRules(port, localhost) : [],
    filterServices: internal ? [] : refuseClusterIP(port, refusalFor(port, sets.any, family)),
    filterExternalServices: external ? [] : refuseExternal(port, refusalFor(port, sets.any, family)),
    filterNodePorts: healthCheckRules(port),
    filterFirewall: sets.any && isRestricted(port) ? firewallDrops(port) : [],
  };
  byFate.set(key, lines);
  return lines;
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
  const local = localTraffic(node, flags, family);
  const masquerade = internal ? masqueradeClusterIP(port, flags.masqueradeAll, local) : [];
  const [svcFirst, svlFirst] = port.internalPolicyLocal ? [[], masquerade] : [masquerade, []];
  const chains: Chain[] = [];
  if (usesClusterEndpoints(port) && sets.cluster.length > 0)
    chains.push(serviceChain(serviceChainName(port), port, sets.cluster, svcFirst, comments));
  if (usesLocalEndpoints(port) && sets.local.length > 0)
    chains.push(serviceChain(localChainName(port), port, sets.local, svlFirst, comments));
  if (outside) chains.push(externalChain(port, local, external));
  if (isRestricted(port)) chains.push(firewallChain(port, node, family));
  return [...chains, ...sets.reachable.map((endpoint) => endpointChain(port, endpoint, comments))];
}
