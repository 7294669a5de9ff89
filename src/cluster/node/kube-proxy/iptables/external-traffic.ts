import type { Chain } from '../../netfilter/index.ts';
import type { LocalTraffic } from '../local-traffic.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { fromPods } from './masquerade.ts';
import { externalChainName, localChainName, serviceChainName } from './names.ts';
import { comment, jump, MARK_MASQ, origin, rule } from './rules.ts';

/**
 * `KUBE-EXT-…`: traffic to node ports, load balancer and external addresses. Under policy Cluster it is masqueraded and
 * goes to any endpoint. Under Local the source is kept and only endpoints of this node serve, but Pods and the node
 * itself still reach all of them.
 */
export function externalChain(port: ServicePortInfo, podTraffic: LocalTraffic | undefined, served: boolean): Chain {
  const field = origin(port, 'spec.externalTrafficPolicy');
  const svc = serviceChainName(port);
  const destinations = `${port.name} external destinations`;
  const srcLocal = { m: 'addrtype', end: 'source', type: 'LOCAL' } as const;
  if (!port.externalPolicyLocal) {
    const masquerade = rule([comment(`masquerade traffic for ${destinations}`)], jump(MARK_MASQ), field);
    return { name: externalChainName(port), rules: [masquerade, ...(served ? [rule([], jump(svc), field)] : [])] };
  }
  const pods = podTraffic
    ? [rule([fromPods(podTraffic), comment(`pod traffic for ${destinations}`)], jump(svc), field)]
    : [];
  return {
    name: externalChainName(port),
    rules: [
      ...pods,
      rule([comment(`masquerade LOCAL traffic for ${destinations}`), srcLocal], jump(MARK_MASQ), field),
      rule([comment(`route LOCAL traffic for ${destinations}`), srcLocal], jump(svc), field),
      ...(served ? [rule([], jump(localChainName(port)), field)] : []),
    ],
  };
}
