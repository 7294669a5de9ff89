import type { NftPortRules, PortRules } from '../../cluster/node/kube-proxy/index.ts';
import { printNftElement, printRule, type Rule } from '../../cluster/node/netfilter/index.ts';

/** One way that a connection may take: the share of those that come by here, and where it leads. */
export interface Branch {
  readonly probability?: string;
  readonly share: number;
  readonly endpoint: string;
}

/** What answers where no branch is. */
export interface Refusal {
  readonly reject: string;
  readonly refusal: 'reject' | 'drop';
}

/** Where an address leads to on one node, whatever the mode. */
export interface Ladder extends Partial<Refusal> {
  /** Empty when the node refuses instead. */
  readonly chain: string;
  readonly branches: readonly Branch[];
}

const isBranch = (rule: Rule): boolean =>
  rule.target.t === 'jump' &&
  rule.target.chain.startsWith('KUBE-SEP-') &&
  !rule.matches.some((match) => match.m === 'recent');

function endpointOf(rules: PortRules, chain: string): string {
  const target = rules.chains.find((one) => one.name === chain)?.rules.find((rule) => rule.target.t === 'dnat')?.target;
  return target?.t === 'dnat' ? `${target.to.ip}:${target.to.port}` : '';
}

function branchesOf(rules: PortRules, chain: string): readonly Branch[] {
  let left = 1;
  return (rules.chains.find((one) => one.name === chain)?.rules ?? []).filter(isBranch).map((rule) => {
    const dice = rule.matches.find((match) => match.m === 'statistic');
    const share = dice ? left * dice.probability : left;
    left -= share;
    const endpoint = endpointOf(rules, rule.target.t === 'jump' ? rule.target.chain : '');
    return { ...(dice && { probability: dice.probability.toFixed(11) }), share, endpoint };
  });
}

function refusedBy(chain: string, rule: Rule | undefined): Refusal | undefined {
  return rule && { reject: printRule(chain, rule), refusal: rule.target.t === 'drop' ? 'drop' : 'reject' };
}

function iptablesInside(rules: PortRules): Ladder {
  const target = rules.natServices[0]?.target;
  const chain = target?.t === 'jump' && rules.filterServices.length === 0 ? target.chain : '';
  return { chain, branches: branchesOf(rules, chain), ...refusedBy('KUBE-SERVICES', rules.filterServices[0]) };
}

function iptablesOutside(rules: PortRules): Ladder {
  const refusal = refusedBy('KUBE-EXTERNAL-SERVICES', rules.filterExternalServices[0]);
  const chain = refusal ? '' : (rules.chains.find(({ name }) => name.startsWith('KUBE-SVL-'))?.name ?? '');
  return { chain, branches: branchesOf(rules, chain), ...refusal };
}

const textOf = ({ ip, port }: { ip: string; port: number }): string =>
  ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;

/** The endpoints among which a chain's random number chooses. */
function chosenAmong(rules: NftPortRules, chain: string): string[] {
  const find = (name: string) =>
    rules.chains.find((one) => one.name === name)?.rules.flatMap((rule) => rule.expressions);
  return (find(chain) ?? []).flatMap((expression) => {
    if (expression.x === 'numgen-dnat') return expression.to.map(textOf);
    if (expression.x === 'dnat') return [textOf(expression.to)];
    if (expression.x !== 'numgen-vmap') return [];
    return expression.verdicts.flatMap((verdict) => ('chain' in verdict ? chosenAmong(rules, verdict.chain) : []));
  });
}

function sharedAmong(rules: NftPortRules, chain: string): Ladder {
  const endpoints = chosenAmong(rules, chain);
  return { chain, branches: endpoints.map((endpoint) => ({ share: 1 / endpoints.length, endpoint })) };
}

type Element = NftPortRules['elements'][number];

function refusing({ set, element }: Element): Ladder | undefined {
  if (!set.startsWith('no-endpoint-')) return undefined;
  const refusal = element.verdict?.v === 'drop' ? 'drop' : 'reject';
  return { chain: '', branches: [], reject: printNftElement(element), refusal };
}

function nftablesInside(rules: NftPortRules): Ladder {
  const asked = rules.elements.find(
    ({ set, element }) => set !== 'cluster-ips' && element.key.startsWith(`${rules.port.clusterIP} . `),
  );
  const verdict = asked?.element.verdict;
  const refused = asked && refusing(asked);
  if (refused) return refused;
  return verdict && 'chain' in verdict ? sharedAmong(rules, verdict.chain) : { chain: '', branches: [] };
}

function nftablesOutside(rules: NftPortRules): Ladder {
  const { elements, port } = rules;
  const asked = elements.find(({ set, element }) => !element.key.startsWith(port.clusterIP) && set.startsWith('no-'));
  const refused = asked && refusing(asked);
  if (refused) return refused;
  return sharedAmong(rules, rules.chains.find(({ name }) => name.startsWith('local-'))?.name ?? '');
}

/** What the rules of a port do with connections to the cluster IP. */
export function insideLadder(rules: PortRules | NftPortRules): Ladder {
  return 'elements' in rules ? nftablesInside(rules) : iptablesInside(rules);
}

/** What they do with connections from outside, where that is something else: under `externalTrafficPolicy: Local`. */
export function outsideLadder(rules: PortRules | NftPortRules): Ladder | undefined {
  const { externalPolicyLocal, nodePort, externalIPs, loadBalancerIPs } = rules.port;
  const reachable = nodePort !== 0 || externalIPs.length + loadBalancerIPs.length > 0;
  if (!externalPolicyLocal || !reachable) return undefined;
  return 'elements' in rules ? nftablesOutside(rules) : iptablesOutside(rules);
}
