import type { NftChain, NftExpression } from '../../netfilter/index.ts';
import { clusterCIDR } from '../masquerade-mark.ts';
import type { ProxyFlags } from '../node-info.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { markForMasquerade } from './masquerade.ts';
import { externalChainName, localChainName, serviceChainName } from './names.ts';
import { goto, nftRule, origin } from './rules.ts';

/**
 * `external-…`: traffic to node ports, load balancer and external addresses. Under policy Cluster it is masqueraded and
 * goes to any endpoint. Under Local the source is kept and only endpoints of this node serve, but Pods and the node
 * itself still reach all of them.
 */
export function externalChain(port: ServicePortInfo, flags: ProxyFlags, family: Family, served: boolean): NftChain {
  const field = origin(port, 'spec.externalTrafficPolicy');
  const name = externalChainName(port);
  const service = goto(serviceChainName(port));
  if (!port.externalPolicyLocal) {
    const masquerade = nftRule([markForMasquerade], field, 'masquerade');
    return { name, rules: [masquerade, ...(served ? [nftRule([service], field)] : [])] };
  }
  const local: NftExpression = { x: 'fib', field: 'saddr', type: 'local' };
  const cidr = clusterCIDR(flags, family);
  const fromPod: NftExpression[] = cidr === undefined ? [] : [{ x: 'address', field: 'saddr', ranges: [cidr] }];
  return {
    name,
    rules: [
      ...fromPod.map((match) => nftRule([match, service], field, 'short-circuit pod traffic')),
      nftRule([local, markForMasquerade], field, 'masquerade local traffic'),
      nftRule([local, service], field, 'short-circuit local traffic'),
      ...(served ? [nftRule([goto(localChainName(port))], field)] : []),
    ],
  };
}
