import { type ConntrackTable, emptyTable } from './conntrack.ts';
import { type Counters, noCounters } from './counters.ts';
import { emptyRuleSet, type RuleSet } from './iptables/rule-set.ts';
import { type NeighbourTable, noNeighbours } from './neighbours.ts';
import type { NftTable } from './nftables/index.ts';
import { type NotedAddresses, noNotes } from './noted-addresses.ts';

/** Settings of a kernel that change the way of packets. */
export interface Sysctls {
  /** net.bridge.bridge-nf-call-iptables: what Pods of one node send each other over the bridge passes netfilter too. */
  readonly bridgeNetfilter: boolean;
  /** net.ipv4.conf.all.route_localnet: addresses of 127.0.0.0/8 may leave and enter the machine. */
  readonly routeLocalnet: boolean;
}

/** Everything a machine's kernel remembers, as one value. */
export interface KernelState {
  /** iptables' rules for IPv4 and for IPv6. */
  readonly rules: RuleSet;
  readonly rules6: RuleSet;
  /** The tables of nftables, of both families. */
  readonly nftables: readonly NftTable[];
  readonly sysctls: Sysctls;
  readonly conntrack: ConntrackTable;
  readonly neighbours: NeighbourTable;
  readonly noted: NotedAddresses;
  /** How many packets took which rule. */
  readonly counters: Counters;
}

/** A kernel that has just booted, as kubeadm wants a node: with bridge netfilter. */
export const bootedKernel: KernelState = {
  rules: emptyRuleSet('ip'),
  rules6: emptyRuleSet('ip6'),
  nftables: [],
  sysctls: { bridgeNetfilter: true, routeLocalnet: false },
  conntrack: emptyTable,
  neighbours: noNeighbours,
  noted: noNotes,
  counters: noCounters,
};
