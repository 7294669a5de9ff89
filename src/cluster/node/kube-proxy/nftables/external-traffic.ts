import type { NftChain, NftExpression } from '../../netfilter/index.ts';
import type { LocalTraffic } from '../local-traffic.ts';
import type { ProxyFlags } from '../node-info.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { fromPods, markForMasquerade } from './masquerade.ts';
import { externalChainName, localChainName, serviceChainName } from './names.ts';
import { goto, nftRule, origin } from './rules.ts';

/**
 * `external-…`: traffic to node ports, load balancer and external addresses. Under policy Cluster it is masqueraded and
 * goes to any endpoint. Under Local the source is kept and only endpoints of this node serve, but Pods and the node
 * itself still reach all of them.
 */
export function externalChain(
  port: ServicePortInfo,
  flags: ProxyFlags,
  podTraffic: LocalTraffic | undefined,
  served: boolean,
): NftChain {
  const field = origin(port, 'spec.externalTrafficPolicy');
  const name = externalChainName(port);
  const service = goto(serviceChainName(port));
  if (!port.externalPolicyLocal) {
    const masquerade = nftRule([markForMasquerade(flags)], field, 'masquerade');
    return { name, rules: [masquerade, ...(served ? [nftRule([service], field)] : [])] };
  }
  const local: NftExpression = { x: 'fib', field: 'saddr', type: 'local' };
  return {
    name,
    rules: [
      ...(podTraffic ? [nftRule([fromPods(podTraffic), service], field, 'short-circuit pod traffic')] : []),
      nftRule([local, markForMasquerade(flags)], field, 'masquerade local traffic'),
      nftRule([local, service], field, 'short-circuit local traffic'),
      ...(served ? [nftRule([goto(localChainName(port))], field)] : []),
    ],
  };
}
