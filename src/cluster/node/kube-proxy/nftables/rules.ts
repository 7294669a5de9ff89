import type { NftElement, NftExpression, NftField, NftRule, NftVerdict, Origin } from '../../netfilter/index.ts';
import type { ServicePortInfo } from '../service-port.ts';

/** A rule out of its parts. */
export function nftRule(expressions: readonly NftExpression[], origin: Origin, comment?: string): NftRule {
  return { expressions, origin, ...(comment !== undefined && { comment }) };
}

const verdict = (v: NftVerdict): NftExpression => ({ x: 'verdict', verdict: v });

export const jump = (chain: string): NftExpression => verdict({ v: 'jump', chain });
export const goto = (chain: string): NftExpression => verdict({ v: 'goto', chain });
export const drop: NftExpression = verdict({ v: 'drop' });

/** The place in the manifest that a Service port's rules come from. */
export function origin(port: ServicePortInfo, field = `spec.ports[${port.index}]`): Origin {
  return { object: port.service, field };
}

/** Origin of rules that are there whatever the cluster holds. */
export const always: Origin = { object: '', field: '' };

/** What maps of Service addresses are asked with: `ip daddr . meta l4proto . th dport`. */
export const ADDRESS_AND_PORT: readonly NftField[] = ['daddr', 'l4proto', 'dport'];

/** What maps of node ports are asked with: `meta l4proto . th dport`. */
export const PORT_ALONE: readonly NftField[] = ['l4proto', 'dport'];

/** An element of one of the sets and maps that all Services share. */
export interface Claim {
  readonly set: string;
  readonly element: NftElement;
}

/** Claims an element of a map. */
export function claim(set: string, key: string, to: NftVerdict, from: Origin, comment?: string): Claim {
  return { set, element: { key, verdict: to, origin: from, ...(comment !== undefined && { comment }) } };
}
