import { PersistentMap } from '../../../../sim/index.ts';
import { elementKey, type NftChain, type NftExpression, type NftRule, type NftSet } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import { type LocalTraffic, localTraffic } from '../local-traffic.ts';
import { masqueradeMark } from '../masquerade-mark.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { always, type Claim, nftRule } from './rules.ts';

/** Sets the mark by which kube-proxy remembers, until postrouting, that a packet's source must be rewritten. */
export const markForMasquerade = (flags: ProxyFlags): NftExpression => ({
  x: 'set-mark',
  op: 'or',
  value: masqueradeMark(flags),
});

/** `ip saddr range` or `iifname interface`; `not`: neither. */
export function fromPods(local: LocalTraffic, not = false): NftExpression {
  const negated = not ? { not: true as const } : {};
  if (local.by === 'source') return { x: 'address', field: 'saddr', ranges: [local.cidr], ...negated };
  return { x: 'iifname', name: local.name, prefix: local.prefix, ...negated };
}

const HAIRPIN = 'hairpin-connections';

/** Pods of this node that may be sent back to themselves, as source, destination, protocol and port. */
export const hairpinConnections: NftSet = {
  name: HAIRPIN,
  kind: 'set',
  key: ['saddr', 'daddr', 'l4proto', 'dport'],
  comment: 'service hairpin connections',
  elements: PersistentMap.empty(),
};

/**
 * `masquerading`: whoever is marked gets the node's address as source, and so does a Pod that a Service sent back to
 * itself, else it would answer itself directly.
 */
export const masquerading = (flags: ProxyFlags): NftChain => ({
  name: 'masquerading',
  rules: [
    nftRule(
      [
        { x: 'mark-set', mask: masqueradeMark(flags) },
        { x: 'set-mark', op: 'xor', value: masqueradeMark(flags) },
        { x: 'masquerade', fullyRandom: true },
      ],
      always,
    ),
    nftRule(
      [
        { x: 'ct-status', status: 'dnat' },
        { x: 'in-set', key: hairpinConnections.key, set: HAIRPIN },
        { x: 'masquerade', fullyRandom: true },
      ],
      always,
    ),
  ],
});

/** The hairpin entries of a Service port: only a Pod of this node can come back here from itself. */
export function hairpins(port: ServicePortInfo, reachable: readonly EndpointInfo[], node: string): Claim[] {
  return reachable
    .filter((endpoint) => endpoint.node === node)
    .map(({ ip, port: number, origin }) => ({
      set: HAIRPIN,
      element: { key: elementKey(ip, ip, port.protocol, number), origin },
    }));
}

/** Who comes from outside the pod range (or, if so told, everybody) and dials a cluster IP is masqueraded. */
export function masqueradeClusterIPs(node: NodeInfo, flags: ProxyFlags, family: Family): NftRule[] {
  const toClusterIP: NftExpression = { x: 'in-set', key: ['daddr'], set: 'cluster-ips' };
  if (flags.masqueradeAll)
    return [nftRule([toClusterIP, markForMasquerade(flags)], always, 'masquerade all clusterIP traffic')];
  const local = localTraffic(node, flags, family);
  if (!local) return [];
  const text = 'masquerade clusterIP traffic from outside cluster';
  return [nftRule([toClusterIP, fromPods(local, true), markForMasquerade(flags)], always, text)];
}
