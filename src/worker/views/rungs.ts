import { type EndpointSlice, SERVICE_NAME_LABEL, type Service } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { PodNetwork } from '../../cluster/node/cni/index.ts';
import type { NftPortRules, PortRules } from '../../cluster/node/kube-proxy/index.ts';
import { printNftElement, printRule, type Rule } from '../../cluster/node/netfilter/index.ts';
import type { ProxyState } from '../../cluster/world.ts';
import type { RulesThing, Rung } from '../protocol.ts';

/** The id of a node's rules for the i-th port of a Service. */
export const rulesId = (node: string, service: string, port: number): string => `rules/${node}/${service}/${port}`;

/** One way that a connection may take: the share of those that come by here, and where it leads. */
interface Branch {
  readonly probability?: string;
  readonly share: number;
  readonly endpoint: string;
}

/** Where a cluster IP leads to on this node, whatever the mode. */
interface Ladder {
  /** Empty when the node refuses instead. */
  readonly chain: string;
  readonly branches: readonly Branch[];
  readonly reject?: string;
}

const isBranch = (rule: Rule): boolean =>
  rule.target.t === 'jump' &&
  rule.target.chain.startsWith('KUBE-SEP-') &&
  !rule.matches.some((match) => match.m === 'recent');

function endpointOf(rules: PortRules, chain: string): string {
  const target = rules.chains.find((one) => one.name === chain)?.rules.find((rule) => rule.target.t === 'dnat')?.target;
  return target?.t === 'dnat' ? target.to : '';
}

function iptablesLadder(rules: PortRules): Ladder {
  const target = rules.natServices[0]?.target;
  const chain = target?.t === 'jump' && rules.filterServices.length === 0 ? target.chain : '';
  const [refusal] = rules.filterServices;
  let left = 1;
  const branches = (rules.chains.find((one) => one.name === chain)?.rules ?? []).filter(isBranch).map((rule) => {
    const dice = rule.matches.find((match) => match.m === 'statistic');
    const share = dice ? left * dice.probability : left;
    left -= share;
    const endpoint = endpointOf(rules, rule.target.t === 'jump' ? rule.target.chain : '');
    return { ...(dice && { probability: dice.probability.toFixed(11) }), share, endpoint };
  });
  return { chain, branches, ...(refusal && { reject: printRule('KUBE-SERVICES', refusal) }) };
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

function nftablesLadder(rules: NftPortRules): Ladder {
  const asked = rules.elements.find(
    ({ set, element }) => set !== 'cluster-ips' && element.key.startsWith(`${rules.port.clusterIP} . `),
  );
  const verdict = asked?.element.verdict;
  if (!asked || asked.set === 'no-endpoint-services' || !verdict || !('chain' in verdict))
    return { chain: '', branches: [], ...(asked && { reject: printNftElement(asked.element) }) };
  const endpoints = chosenAmong(rules, verdict.chain);
  return { chain: verdict.chain, branches: endpoints.map((endpoint) => ({ share: 1 / endpoints.length, endpoint })) };
}

const ladderOf = (rules: PortRules | NftPortRules): Ladder =>
  'elements' in rules ? nftablesLadder(rules) : iptablesLadder(rules);

function rungsOf({ branches }: Ladder, network: PodNetwork, ready: ReadonlySet<string>): Rung[] {
  return branches.map((branch) => {
    const pod = network.pods.get(branch.endpoint.slice(0, branch.endpoint.lastIndexOf(':')))?.host;
    return { ...branch, ...(pod && { pod }), stale: !ready.has(branch.endpoint) };
  });
}

/** `ip:port` of the endpoints that are ready now, whatever the nodes know. */
function readyNow(service: Service, read: Reader): ReadonlySet<string> {
  const { namespace = '', name } = service.metadata;
  const slices = read.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name });
  const addresses = slices.flatMap((slice) =>
    (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.conditions?.ready !== false)
      .flatMap((endpoint) => (slice.ports ?? []).map((port) => `${endpoint.addresses[0]}:${port.port}`)),
  );
  return new Set(addresses);
}

/** What a look at rules needs. */
export interface RulesSources {
  readonly read: Reader;
  readonly network: PodNetwork;
  readonly proxies: Iterable<readonly [string, ProxyState]>;
  readonly now: number;
}

/** The rules of one node for every port of a Service, as the chart draws them; none until the node's kube-proxy has heard of it. */
export function rulesOn(node: string, service: Service, sources: RulesSources): RulesThing[] {
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  const states = new Map(sources.proxies);
  const state = states.get(node);
  const ready = readyNow(service, sources.read);
  return (state?.proxier.parts.get(key)?.ports ?? []).map((rules, i) => {
    const same = [...states]
      .filter(([other, one]) => other !== node && one.proxier.parts.get(key)?.ports[i] === rules)
      .map(([other]) => other);
    const since = state?.dirty.get(key);
    const ladder = ladderOf(rules);
    return {
      kind: 'rules',
      id: rulesId(node, `Service/${key}`, i),
      service: `Service/${key}`,
      node,
      portName: rules.port.portName,
      port: rules.port.port,
      chain: ladder.chain,
      rungs: rungsOf(ladder, sources.network, ready),
      ...(ladder.reject !== undefined && { reject: ladder.reject }),
      behind: since === undefined ? 0 : Math.max(10, Math.round((sources.now - since) / 10) * 10),
      traffic: 'all',
      alsoOn: same,
    };
  });
}
