import type { Chain, Match, Rule } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { endpointChainName } from './names.ts';
import { comment, jump, rule } from './rules.ts';
import { affinityRules } from './session-affinity.ts';

/** kube-proxy writes a probability with ten digits, and iptables keeps it as a 31-bit integer. */
const oneOf = (left: number): number => Math.round(Number((1 / left).toFixed(10)) * 2 ** 31) / 2 ** 31;

/**
 * One branch per endpoint. The first of n is taken with probability 1/n, the next with 1/(n-1) of what is left, the last
 * takes the rest, so that each gets the same share. Models iptables/proxier.go writeServiceToEndpointRules (v1.36).
 */
function branches(port: ServicePortInfo, endpoints: readonly EndpointInfo[], comments: boolean): Rule[] {
  return endpoints.map((endpoint, i) => {
    const dice = diceFor(endpoints.length - i);
    const matches = comments ? [comment(`${port.name} -> ${endpoint.address}`), ...dice] : dice;
    return rule(matches, jump(endpointChainName(port, endpoint)), endpoint.origin);
  });
}

/** The dice by how many endpoints are left; the last takes what is left without any. */
const known: (readonly Match[])[] = [[], []];

function diceFor(left: number): readonly Match[] {
  known[left] ??= [{ m: 'statistic', probability: oneOf(left) }];
  return known[left];
}

/** A chain that spreads connections over endpoints: `KUBE-SVC-…` over all, `KUBE-SVL-…` over those of the node. */
export function serviceChain(
  name: string,
  port: ServicePortInfo,
  endpoints: readonly EndpointInfo[],
  first: readonly Rule[],
  comments: boolean,
): Chain {
  return {
    name,
    rules: [...first, ...affinityRules(port, endpoints, comments), ...branches(port, endpoints, comments)],
  };
}
