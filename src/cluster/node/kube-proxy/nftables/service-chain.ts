import type { NftChain, NftRule } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { endpointChainName } from './names.ts';
import { nftRule, origin } from './rules.ts';
import { affinityRules } from './session-affinity.ts';

/**
 * One rule for all endpoints: a random number chooses the new destination, or, with session affinity, the endpoint's
 * chain. Models nftables/proxier.go writeServiceToEndpointRules (v1.36).
 */
function choice(port: ServicePortInfo, endpoints: readonly EndpointInfo[]): NftRule {
  if (port.affinitySeconds > 0) {
    const verdicts = endpoints.map((endpoint) => ({ v: 'goto', chain: endpointChainName(port, endpoint) }) as const);
    return nftRule([{ x: 'numgen-vmap', verdicts }], origin(port));
  }
  const to = endpoints.map(({ ip, port: number }) => ({ ip, port: number }));
  return nftRule(
    [
      { x: 'l4proto', protocol: port.protocol },
      { x: 'numgen-dnat', to },
    ],
    origin(port),
  );
}

/** A chain that spreads connections over endpoints: `service-…` over all, `local-…` over those of the node. */
export function serviceChain(name: string, port: ServicePortInfo, endpoints: readonly EndpointInfo[]): NftChain {
  return { name, rules: [...affinityRules(port, endpoints), choice(port, endpoints)] };
}
