import type { Chain, Rule } from '../../netfilter/index.ts';
import { clusterCIDR, MASQUERADE_MARK } from '../masquerade-mark.ts';
import type { ProxyFlags } from '../node-info.ts';
import type { Family, ServicePortInfo } from '../service-port.ts';
import { always, comment, jump, MARK_MASQ, origin, rule, toPort } from './rules.ts';

/** `KUBE-MARK-MASQ` sets the mark. */
export const markMasq: Chain = {
  name: MARK_MASQ,
  rules: [rule([], { t: 'mark', value: MASQUERADE_MARK, mask: MASQUERADE_MARK }, always)],
};

/** `KUBE-POSTROUTING` takes the mark off again and rewrites the source, so that answers come back this way. */
export const postrouting: Chain = {
  name: 'KUBE-POSTROUTING',
  rules: [
    rule([{ m: 'mark', value: MASQUERADE_MARK, mask: MASQUERADE_MARK, not: true }], { t: 'return' }, always),
    rule([], { t: 'mark', value: MASQUERADE_MARK, mask: 0 }, always),
    rule([comment('kubernetes service traffic requiring SNAT')], { t: 'masquerade', randomFully: true }, always),
  ],
};

/** Who comes from outside the pod range (or, if so told, everybody) and dials the cluster IP is masqueraded. */
export function masqueradeClusterIP(port: ServicePortInfo, flags: ProxyFlags, family: Family): Rule[] {
  const matches = toPort(port, port.clusterIP, `${port.name} cluster IP`, port.port);
  const cidr = clusterCIDR(flags, family);
  if (flags.masqueradeAll) return [rule(matches, jump(MARK_MASQ), origin(port))];
  return cidr === undefined
    ? []
    : [rule([{ m: 'source', cidr, not: true }, ...matches], jump(MARK_MASQ), origin(port))];
}
