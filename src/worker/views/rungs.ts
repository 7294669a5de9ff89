import { type EndpointSlice, SERVICE_NAME_LABEL, type Service } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { PodNetwork } from '../../cluster/node/cni/index.ts';
import type { PortRules } from '../../cluster/node/kube-proxy/index.ts';
import { printRule, type Rule } from '../../cluster/node/netfilter/index.ts';
import type { ProxyState } from '../../cluster/world.ts';
import type { RulesThing, Rung } from '../protocol.ts';

/** The id of a node's rules for the i-th port of a Service. */
export const rulesId = (node: string, service: string, port: number): string => `rules/${node}/${service}/${port}`;

const isBranch = (rule: Rule): boolean =>
  rule.target.t === 'jump' &&
  rule.target.chain.startsWith('KUBE-SEP-') &&
  !rule.matches.some((match) => match.m === 'recent');

function endpointOf(rules: PortRules, chain: string): string {
  const target = rules.chains.find((one) => one.name === chain)?.rules.find((rule) => rule.target.t === 'dnat')?.target;
  return target?.t === 'dnat' ? target.to : '';
}

/** The chain that a cluster IP leads to on this node, or empty when the filter table refuses. */
function entryChain(rules: PortRules): string {
  const target = rules.natServices[0]?.target;
  return target?.t === 'jump' ? target.chain : '';
}

function rungsOf(rules: PortRules, network: PodNetwork, ready: ReadonlySet<string>): Rung[] {
  const chain = rules.chains.find((one) => one.name === entryChain(rules));
  let left = 1;
  return (chain?.rules ?? []).filter(isBranch).map((rule) => {
    const dice = rule.matches.find((match) => match.m === 'statistic');
    const share = dice ? left * dice.probability : left;
    left -= share;
    const endpoint = endpointOf(rules, rule.target.t === 'jump' ? rule.target.chain : '');
    const pod = network.pods.get(endpoint.slice(0, endpoint.lastIndexOf(':')))?.host;
    return {
      ...(dice && { probability: dice.probability.toFixed(11) }),
      share,
      endpoint,
      ...(pod && { pod }),
      stale: !ready.has(endpoint),
    };
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
    const [refusal] = rules.filterServices;
    return {
      kind: 'rules',
      id: rulesId(node, `Service/${key}`, i),
      service: `Service/${key}`,
      node,
      portName: rules.port.portName,
      port: rules.port.port,
      chain: entryChain(rules),
      rungs: rungsOf(rules, sources.network, ready),
      ...(refusal && { reject: printRule('KUBE-SERVICES', refusal) }),
      behind: since === undefined ? 0 : Math.max(10, Math.round((sources.now - since) / 10) * 10),
      traffic: 'all',
      alsoOn: same,
    };
  });
}
