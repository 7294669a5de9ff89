import { elementKey, type NftChain, type NftSet } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import { localTraffic } from '../local-traffic.ts';
import { type Fate, fateOf, type PortInput } from '../port-fate.ts';
import { type ServicePortInfo, usesClusterEndpoints, usesLocalEndpoints } from '../service-port.ts';
import { isRestricted } from '../source-ranges.ts';
import { endpointChain } from './endpoint-chain.ts';
import { externalChain } from './external-traffic.ts';
import { externalChainName, localChainName, serviceChainName } from './names.ts';
import { refusalFor, refuseClusterIP, refuseExternal } from './no-endpoints.ts';
import { nodePortElement } from './node-port.ts';
import { type Claim, claim, origin } from './rules.ts';
import { serviceChain } from './service-chain.ts';
import { affinitySet } from './session-affinity.ts';
import { firewallChain, firewallIPs } from './source-ranges.ts';

/** Everything one Service port adds, save its hairpins: chains and sets of its own, and elements of those that all share. */
export interface NftPortRules {
  readonly port: ServicePortInfo;
  readonly chains: readonly NftChain[];
  readonly affinitySets: readonly NftSet[];
  readonly elements: readonly Claim[];
  /** All endpoints that some rule of this node may lead to. */
  readonly reachable: readonly EndpointInfo[];
}

/** The rules of one Service port on one node. Models nftables/proxier.go syncProxyRules, the part per service port (v1.36). */
export function nftPortRules(input: PortInput): NftPortRules {
  const { port } = input;
  const fate = fateOf(input);
  const { sets, internal, external } = fate;
  const refusal = refusalFor(sets.any);
  const sticky = port.affinitySeconds > 0;
  return {
    port,
    chains: [...chainsOf(input, fate), ...(sticky ? sets.reachable.map((one) => endpointChain(port, one)) : [])],
    affinitySets: sticky ? sets.reachable.map((one) => affinitySet(port, one)) : [],
    elements: [
      { set: 'cluster-ips', element: { key: port.clusterIP, origin: origin(port, 'spec.clusterIP') } },
      ...(internal ? clusterIPElement(port) : refuseClusterIP(port, refusal)),
      ...(sets.any ? [...addressElements(port), ...nodePortElement(port)] : []),
      ...(external ? [] : refuseExternal(port, refusal)),
      ...(isRestricted(port) ? firewallIPs(port) : []),
    ],
    reachable: sets.reachable,
  };
}

function clusterIPElement(port: ServicePortInfo): Claim[] {
  const chain = port.internalPolicyLocal ? localChainName(port) : serviceChainName(port);
  const key = elementKey(port.clusterIP, port.protocol, port.port);
  return [claim('service-ips', key, { v: 'goto', chain }, origin(port))];
}

function addressElements(port: ServicePortInfo): Claim[] {
  const to = { v: 'goto', chain: externalChainName(port) } as const;
  const element = (ip: string, field: string): Claim =>
    claim('service-ips', elementKey(ip, port.protocol, port.port), to, origin(port, field));
  return [
    ...port.externalIPs.map((ip) => element(ip, 'spec.externalIPs')),
    ...port.loadBalancerIPs.map((ip) => element(ip, 'status.loadBalancer')),
  ];
}

function chainsOf({ port, node, flags, family }: PortInput, { sets, external, outside }: Fate): NftChain[] {
  const chains: NftChain[] = [];
  if (usesClusterEndpoints(port) && sets.cluster.length > 0)
    chains.push(serviceChain(serviceChainName(port), port, sets.cluster));
  if (usesLocalEndpoints(port) && sets.local.length > 0)
    chains.push(serviceChain(localChainName(port), port, sets.local));
  if (sets.any && outside) chains.push(externalChain(port, flags, localTraffic(node, flags, family), external));
  if (isRestricted(port)) chains.push(firewallChain(port, node, family));
  return chains;
}
