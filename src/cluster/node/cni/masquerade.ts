import type { Rule, RuleSet } from '../netfilter/index.ts';

/** What the network plugin does about traffic that leaves the Pod network: its source becomes the node. */
export function masqueradeRule(podNetwork: string): Rule {
  return {
    matches: [
      { m: 'source', cidr: podNetwork },
      { m: 'destination', cidr: podNetwork, not: true },
    ],
    target: { t: 'masquerade', randomFully: false },
    origin: { object: '', field: '' },
  };
}

/** A node's rules with the plugin's own one at the end of nat POSTROUTING, behind kube-proxy's, which puts itself in front. */
export function withMasquerade(rules: RuleSet, podNetwork: string): RuleSet {
  const { nat } = rules.tables;
  const chain = nat.get('POSTROUTING') ?? { name: 'POSTROUTING', rules: [] };
  const longer = { ...chain, rules: [...chain.rules, masqueradeRule(podNetwork)] };
  return { ...rules, tables: { ...rules.tables, nat: nat.set('POSTROUTING', longer) } };
}
