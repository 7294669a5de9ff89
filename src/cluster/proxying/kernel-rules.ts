import { POD_NETWORK, withMasquerade } from '../node/cni/index.ts';
import { type Proxier, type StaleEntry, servesLocalhost } from '../node/kube-proxy/index.ts';
import {
  bootedKernel,
  type Connection,
  emptyRuleSet,
  type KernelState,
  type NftTable,
  withoutConnections,
} from '../node/netfilter/index.ts';

/** A node's kernel before kube-proxy has written anything: only the network plugin's rule is there. */
export const withoutProxyRules = (kernel: KernelState): KernelState => ({
  ...kernel,
  rules: withMasquerade(emptyRuleSet('ip'), POD_NETWORK),
  rules6: emptyRuleSet('ip6'),
  nftables: [],
});

/** A kernel of a new node. */
export const newKernel: KernelState = withoutProxyRules(bootedKernel);

/** The kernel with what kube-proxy has just written, for one family or both. The network plugin's rule stays, and node ports on 127.0.0.1 get their sysctl. */
export function withProxyRules(kernel: KernelState, proxiers: readonly Proxier[]): KernelState {
  let { rules, rules6 } = withoutProxyRules(kernel);
  const tables: NftTable[] = [];
  for (const proxier of proxiers) {
    if (proxier.mode === 'nftables') tables.push(proxier.table);
    else if (proxier.family === 'ip6') rules6 = proxier.ruleSet;
    else rules = withMasquerade(proxier.ruleSet, POD_NETWORK);
  }
  const routeLocalnet = proxiers.some(
    ({ mode, node, flags, family }) => mode === 'iptables' && servesLocalhost(node, flags, family),
  );
  return { ...kernel, rules, rules6, nftables: tables, sysctls: { ...kernel.sysctls, routeLocalnet } };
}

const isUdp = ({ original }: Connection): boolean => original.protocol === 'udp';

/** The kernel without the connections that kube-proxy deletes after a sync. `stale` is only asked for when there is one it could be about. */
export function cleaned(kernel: KernelState, live: readonly Connection[], stale: () => StaleEntry): KernelState {
  if (!live.some(isUdp)) return kernel;
  const isStale = stale();
  const gone = ({ original, reply }: Connection): boolean =>
    isStale({
      protocol: original.protocol,
      originalDestination: original.destination,
      replySource: reply.source,
    });
  return { ...kernel, conntrack: withoutConnections(kernel.conntrack, gone) };
}
