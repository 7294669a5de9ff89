import type { Chain, Match, Rule, RuleSet } from '../../netfilter/index.ts';
import { emptyRuleSet } from '../../netfilter/index.ts';
import { masqueradeMark } from '../masquerade-mark.ts';
import type { NodeInfo, ProxyFlags } from '../node-info.ts';
import { isLoopback, nodePortAddresses, servesLocalhost } from '../node-port-addresses.ts';
import type { Family } from '../service-port.ts';
import { markMasq, postrouting } from './masquerade.ts';
import type { PortRules } from './port-rules.ts';
import { always, comment, host, jump, rule } from './rules.ts';

const NODE_PORTS_LAST = 'kubernetes service nodeports; NOTE: this must be the last rule in this chain';

const isNew: Match = { m: 'conntrack', states: ['NEW'] };
const portals = (text: string, chain: string, ...first: Match[]): Rule =>
  rule([...first, comment(text)], jump(chain), always);

function nodePortJumps(node: NodeInfo, flags: ProxyFlags, family: Family): Rule[] {
  const target = jump('KUBE-NODEPORTS');
  const localhost = servesLocalhost(node, flags, family);
  const addresses = nodePortAddresses(node, flags, family)?.filter((ip) => localhost || !isLoopback(ip));
  const last = comment(NODE_PORTS_LAST);
  if (addresses) return addresses.map((ip) => rule([{ m: 'destination', cidr: host(ip) }, last], target, always));
  const local: Match = { m: 'addrtype', end: 'destination', type: 'LOCAL' };
  const loopback = family === 'ip6' ? '::1/128' : '127.0.0.0/8';
  const notLoopback: Match[] = localhost ? [] : [{ m: 'destination', cidr: loopback, not: true }];
  return [rule([...notLoopback, last, local], target, always)];
}

function natChains(node: NodeInfo, flags: ProxyFlags, family: Family): Chain[] {
  return [
    { name: 'PREROUTING', rules: [portals('kubernetes service portals', 'KUBE-SERVICES')] },
    { name: 'OUTPUT', rules: [portals('kubernetes service portals', 'KUBE-SERVICES')] },
    { name: 'POSTROUTING', rules: [portals('kubernetes postrouting rules', 'KUBE-POSTROUTING')] },
    markMasq(masqueradeMark(flags)),
    postrouting(masqueradeMark(flags)),
    { name: 'KUBE-PROXY-CANARY', rules: [] },
    { name: 'KUBE-NODEPORTS', rules: [] },
    { name: 'KUBE-SERVICES', rules: nodePortJumps(node, flags, family) },
  ];
}

const firewall = portals('kubernetes load balancer firewall', 'KUBE-PROXY-FIREWALL', isNew);
const services = portals('kubernetes service portals', 'KUBE-SERVICES', isNew);
const external = portals('kubernetes externally-visible service portals', 'KUBE-EXTERNAL-SERVICES', isNew);
const localnet = rule([], jump('KUBE-FIREWALL'), always);

/** What conntrack cannot make sense of would be answered with a reset by the wrong machine. */
const invalid = rule(
  [
    { m: 'conntrack', states: ['INVALID'] },
    { m: 'nfacct', name: 'ct_state_invalid_dropped_pkts' },
  ],
  { t: 'drop' },
  always,
);

function forward(flags: ProxyFlags): Chain {
  const mark = masqueradeMark(flags);
  return {
    name: 'KUBE-FORWARD',
    rules: [
      ...(flags.conntrackTCPBeLiberal ? [] : [invalid]),
      rule([comment('kubernetes forwarding rules'), { m: 'mark', value: mark, mask: mark }], { t: 'accept' }, always),
      rule(
        [comment('kubernetes forwarding conntrack rule'), { m: 'conntrack', states: ['RELATED', 'ESTABLISHED'] }],
        { t: 'accept' },
        always,
      ),
    ],
  };
}

/** Nobody from outside may send to 127.0.0.0/8, which node ports on localhost would otherwise let in. */
function localnetProtection(node: NodeInfo, flags: ProxyFlags, family: Family): Rule[] {
  if (!servesLocalhost(node, flags, family)) return [];
  const matches: Match[] = [
    { m: 'source', cidr: '127.0.0.0/8', not: true },
    { m: 'destination', cidr: '127.0.0.0/8' },
    comment('block incoming localnet connections'),
    { m: 'conntrack', states: ['RELATED', 'ESTABLISHED', 'DNAT'], not: true },
  ];
  return [rule(matches, { t: 'drop' }, always)];
}

function filterChains(node: NodeInfo, flags: ProxyFlags, family: Family): Chain[] {
  const health = portals('kubernetes health check service ports', 'KUBE-NODEPORTS');
  return [
    { name: 'INPUT', rules: [localnet, firewall, health, external] },
    { name: 'FORWARD', rules: [firewall, portals('kubernetes forwarding rules', 'KUBE-FORWARD'), services, external] },
    { name: 'OUTPUT', rules: [localnet, firewall, services] },
    forward(flags),
    { name: 'KUBE-FIREWALL', rules: localnetProtection(node, flags, family) },
    { name: 'KUBE-PROXY-CANARY', rules: [] },
    ...['KUBE-EXTERNAL-SERVICES', 'KUBE-NODEPORTS', 'KUBE-PROXY-FIREWALL', 'KUBE-SERVICES'].map((name) => ({
      name,
      rules: [],
    })),
  ];
}

/** The rules of a node on which no Service exists: hooks, marks, and the chains that all Services share. */
export function frameRules(node: NodeInfo, flags: ProxyFlags, family: Family): RuleSet {
  const { tables } = emptyRuleSet(family);
  const nat = natChains(node, flags, family).reduce((table, chain) => table.set(chain.name, chain), tables.nat);
  const filter = filterChains(node, flags, family).reduce(
    (table, chain) => table.set(chain.name, chain),
    tables.filter,
  );
  return { family, tables: { nat, filter } };
}

/**
 * Writes the chains that all Services share anew: one line per Service port, in the order given. Cheap enough to do for
 * all of them, since the lines themselves are kept.
 */
export function withDispatch(rules: RuleSet, frame: RuleSet, ports: Iterable<PortRules>): RuleSet {
  const all = [...ports];
  const shared = (table: 'nat' | 'filter', name: string, lines: (one: PortRules) => readonly Rule[]): Chain => {
    const last = frame.tables[table].get(name)?.rules ?? [];
    return { name, rules: [...all.flatMap(lines), ...last] };
  };
  const nat = [
    shared('nat', 'KUBE-SERVICES', (one) => one.natServices),
    shared('nat', 'KUBE-NODEPORTS', (one) => one.natNodePorts),
  ];
  const filter = [
    shared('filter', 'KUBE-SERVICES', (one) => one.filterServices),
    shared('filter', 'KUBE-EXTERNAL-SERVICES', (one) => one.filterExternalServices),
    shared('filter', 'KUBE-NODEPORTS', (one) => one.filterNodePorts),
    shared('filter', 'KUBE-PROXY-FIREWALL', (one) => one.filterFirewall),
  ];
  return {
    family: rules.family,
    tables: {
      nat: nat.reduce((table, chain) => table.set(chain.name, chain), rules.tables.nat),
      filter: filter.reduce((table, chain) => table.set(chain.name, chain), rules.tables.filter),
    },
  };
}
