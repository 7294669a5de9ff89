import { PersistentMap } from '../../../../sim/index.ts';
import type { NftChain, NftExpression, NftField, NftHook, NftSet, NftTable } from '../../netfilter/index.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import type { Family } from '../service-port.ts';
import { hairpinConnections, masqueradeClusterIPs, masquerading } from './masquerade.ts';
import { rejectChain } from './no-endpoints.ts';
import { askNodePorts, nodePortIPs } from './node-port.ts';
import { ADDRESS_AND_PORT, always, drop, jump, nftRule, PORT_ALONE } from './rules.ts';

const DSTNAT = -100;
const FILTER = 0;
const SRCNAT = 100;

/** Source ranges are about addresses as the client dialled them, so they are checked just before destinations change. */
const BEFORE_DSTNAT = DSTNAT - 10;

const isNew: NftExpression = { x: 'ct-state', state: 'new' };

function base(name: string, hook: NftHook, jumps: readonly string[]): NftChain {
  const first = hook.type === 'filter' ? [isNew] : [];
  return { name, base: hook, rules: jumps.map((chain) => nftRule([...first, jump(chain)], always)) };
}

const filter = (hook: NftHook['hook'], priority = FILTER): NftHook => ({ type: 'filter', hook, priority });
const nat = (hook: NftHook['hook'], priority: number): NftHook => ({ type: 'nat', hook, priority });

const BASE_CHAINS: readonly NftChain[] = [
  base('filter-prerouting-pre-dnat', filter('prerouting', BEFORE_DSTNAT), ['firewall-check']),
  base('filter-output-pre-dnat', filter('output', BEFORE_DSTNAT), ['firewall-check']),
  base('filter-input', filter('input'), ['nodeport-endpoints-check', 'service-endpoints-check']),
  base('filter-forward', filter('forward'), ['service-endpoints-check', 'cluster-ips-check']),
  base('filter-output', filter('output'), ['service-endpoints-check', 'cluster-ips-check']),
  base('nat-prerouting', nat('prerouting', DSTNAT), ['services']),
  base('nat-output', nat('output', DSTNAT), ['services']),
  base('nat-postrouting', nat('postrouting', SRCNAT), ['masquerading']),
];

/** `cluster-ips-check`: a packet still addressed to a cluster IP after all rewriting asked for a port that nobody serves. */
function clusterIPsCheck(flags: ProxyFlags, family: Family): NftChain {
  const reject = nftRule(
    [{ x: 'in-set', key: ['daddr'], set: 'cluster-ips' }, { x: 'reject' }],
    always,
    'Reject traffic to invalid ports of ClusterIPs',
  );
  const ranges = flags.serviceCIDRs.filter((cidr) => cidr.includes(':') === (family === 'ip6'));
  const unallocated = nftRule(
    [{ x: 'address', field: 'daddr', ranges }, drop],
    always,
    'Drop traffic to unallocated ClusterIPs',
  );
  return { name: 'cluster-ips-check', rules: [reject, ...(ranges.length > 0 ? [unallocated] : [])] };
}

const ask = (map: string): NftExpression => ({ x: 'vmap', key: ADDRESS_AND_PORT, map });

function chainsOf(node: NodeInfo, flags: ProxyFlags, family: Family): NftChain[] {
  const nodePorts = (map: string) => nftRule(askNodePorts(map, node, flags, family), always);
  return [
    ...BASE_CHAINS,
    { name: 'nodeport-endpoints-check', rules: [nodePorts('no-endpoint-nodeports')] },
    { name: 'service-endpoints-check', rules: [nftRule([ask('no-endpoint-services')], always)] },
    { name: 'firewall-check', rules: [nftRule([ask('firewall-ips')], always)] },
    {
      name: 'services',
      rules: [
        ...masqueradeClusterIPs(node, flags, family),
        nftRule([ask('service-ips')], always),
        nodePorts('service-nodeports'),
      ],
    },
    masquerading(flags),
    clusterIPsCheck(flags, family),
    rejectChain,
  ];
}

const shared = (kind: NftSet['kind'], name: string, key: readonly NftField[], comment: string): NftSet => ({
  name,
  kind,
  key,
  comment,
  elements: PersistentMap.empty(),
});

const CLUSTER_IPS = shared('set', 'cluster-ips', ['daddr'], 'Active ClusterIPs');

const MAPS: readonly NftSet[] = [
  shared(
    'map',
    'no-endpoint-services',
    ADDRESS_AND_PORT,
    'vmap to drop or reject packets to services with no endpoints',
  ),
  shared(
    'map',
    'no-endpoint-nodeports',
    PORT_ALONE,
    'vmap to drop or reject packets to service nodeports with no endpoints',
  ),
  shared('map', 'firewall-ips', ADDRESS_AND_PORT, 'destinations that are subject to LoadBalancerSourceRanges'),
  shared('map', 'service-ips', ADDRESS_AND_PORT, 'ClusterIP, ExternalIP and LoadBalancer IP traffic'),
  shared('map', 'service-nodeports', PORT_ALONE, 'NodePort traffic'),
];

const byName = <V extends { readonly name: string }>(all: readonly V[]): PersistentMap<V> =>
  PersistentMap.of(all.map((one) => [one.name, one]));

/** The table of a node on which no Service exists. Models nftables/proxier.go setupNFTables (v1.36). */
export function frameTable(node: NodeInfo, flags: ProxyFlags, family: Family): NftTable {
  const sets = [hairpinConnections, CLUSTER_IPS, ...nodePortIPs(node, flags, family), ...MAPS];
  const chains = chainsOf(node, flags, family);
  return {
    family,
    name: 'kube-proxy',
    comment: 'rules for kube-proxy',
    sets: byName(sets),
    chains: byName(chains),
    first: { sets: sets.map((set) => set.name), chains: chains.map((chain) => chain.name) },
  };
}
