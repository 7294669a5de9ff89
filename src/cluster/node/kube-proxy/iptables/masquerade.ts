import type { Chain, Match, Rule } from '../../netfilter/index.ts';
import type { LocalTraffic } from '../local-traffic.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { always, comment, jump, MARK_MASQ, origin, rule, toPort } from './rules.ts';

/** `KUBE-MARK-MASQ` sets the mark. */
export const markMasq = (mark: number): Chain => ({
  name: MARK_MASQ,
  rules: [rule([], { t: 'mark', value: mark, mask: mark }, always)],
});

/** `KUBE-POSTROUTING` takes the mark off again and rewrites the source, so that answers come back this way. */
export const postrouting = (mark: number): Chain => ({
  name: 'KUBE-POSTROUTING',
  rules: [
    rule([{ m: 'mark', value: mark, mask: mark, not: true }], { t: 'return' }, always),
    rule([], { t: 'mark', value: mark, mask: 0 }, always),
    rule([comment('kubernetes service traffic requiring SNAT')], { t: 'masquerade', randomFully: true }, always),
  ],
});

/** `-s range` or `-i interface`. */
export function fromPods(local: LocalTraffic): Match {
  if (local.by === 'source') return { m: 'source', cidr: local.cidr };
  return { m: 'in-interface', name: local.name, prefix: local.prefix };
}

/** Who comes from outside the pod range (or, if so told, everybody) and dials the cluster IP is masqueraded. */
export function masqueradeClusterIP(port: ServicePortInfo, all: boolean, local: LocalTraffic | undefined): Rule[] {
  const matches = toPort(port, port.clusterIP, `${port.name} cluster IP`, port.port);
  if (all) return [rule(matches, jump(MARK_MASQ), origin(port))];
  return local ? [rule([{ ...fromPods(local), not: true } as Match, ...matches], jump(MARK_MASQ), origin(port))] : [];
}
