import { type EndpointSlice, SERVICE_NAME_LABEL, type Service } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { PodNetwork } from '../../cluster/node/cni/index.ts';
import type { NftPortRules, PortRules } from '../../cluster/node/kube-proxy/index.ts';
import type { ProxyState } from '../../cluster/world.ts';
import type { RulesThing, Rung } from '../protocol.ts';
import { insideLadder, type Ladder, outsideLadder } from './ladders.ts';

/** The id of a node's rules for the i-th port of a Service. */
export const rulesId = (node: string, service: string, port: number): string => `rules/${node}/${service}/${port}`;

function rungsOf({ branches }: Ladder, sources: RulesSources, ready: ReadonlySet<string>): Rung[] {
  return branches.map((branch) => {
    const ip = branch.endpoint.slice(0, branch.endpoint.lastIndexOf(':'));
    const pod = sources.network.pods.get(ip)?.host ?? sources.hosts.get(ip);
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
  /** Hosts outside by their addresses. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly now: number;
}

/** The id of the rules that callers outside meet, where they are others. */
export const outsideRulesId = (id: string): string => `${id}/outside`;

/** Which ladder: a node's, for the i-th port of a Service; `outside` the one of callers outside, where they have their own. */
export interface LadderPlace {
  readonly node: string;
  /** The Service's key. */
  readonly service: string;
  readonly port: number;
  readonly outside: boolean;
}

/** The endpoints of a ladder, in the order of its branches; none when there are no such rules any more. */
export function endpointsBehind(
  { node, service, port, outside }: LadderPlace,
  proxies: { get(node: string): ProxyState | undefined },
): readonly string[] {
  const part = service.slice('Service/'.length);
  const rules: PortRules | NftPortRules | undefined = proxies.get(node)?.proxier.parts.get(part)?.ports[port];
  const ladder = rules && (outside ? outsideLadder(rules) : insideLadder(rules));
  return ladder?.branches.map(({ endpoint }) => endpoint) ?? [];
}

function behindBy(since: number | undefined, now: number): number {
  return since === undefined ? 0 : Math.max(10, Math.round((now - since) / 10) * 10);
}

/** Nodes on which a port of a Service has the very same rules. */
function alike(states: ReadonlyMap<string, ProxyState>, node: string, key: string, port: number): string[] {
  const rules = (name: string) => states.get(name)?.proxier.parts.get(key)?.ports[port];
  return [...states.keys()].filter((other) => other !== node && rules(other) === rules(node));
}

/** The rules of one node for every port of a Service, as the chart draws them; none until the node's kube-proxy has heard of it. */
export function rulesOn(node: string, service: Service, sources: RulesSources): RulesThing[] {
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  const states = new Map(sources.proxies);
  const state = states.get(node);
  const ready = readyNow(service, sources.read);
  const ports: readonly (PortRules | NftPortRules)[] = state?.proxier.parts.get(key)?.ports ?? [];
  return ports.flatMap((rules, i): RulesThing[] => {
    const { portName, port } = rules.port;
    const drawn = ({ branches, ...ladder }: Ladder, id: string, traffic: RulesThing['traffic']): RulesThing => ({
      kind: 'rules',
      id,
      service: `Service/${key}`,
      node,
      portName,
      port,
      ...ladder,
      rungs: rungsOf({ branches, ...ladder }, sources, ready),
      behind: behindBy(state?.dirty.get(key), sources.now),
      mode: state?.proxier.mode ?? 'iptables',
      traffic,
      alsoOn: alike(states, node, key, i),
    });
    const id = rulesId(node, `Service/${key}`, i);
    const outside = outsideLadder(rules);
    const inside = drawn(insideLadder(rules), id, 'all');
    return outside ? [inside, drawn(outside, outsideRulesId(id), 'outside')] : [inside];
  });
}
