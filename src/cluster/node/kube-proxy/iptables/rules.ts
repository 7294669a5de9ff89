import type { Match, Origin, Rule, Target } from '../../netfilter/index.ts';
import type { ServicePortInfo } from '../service-port.ts';

/** A rule out of its parts. */
export const rule = (matches: readonly Match[], target: Target, origin: Origin): Rule => ({ matches, target, origin });

export const jump = (chain: string): Target => ({ t: 'jump', chain });

export const comment = (text: string): Match => ({ m: 'comment', text });

/** `10.0.0.1` as the range of one address that rules speak of. */
export const host = (ip: string): string => (ip.includes(':') ? `${ip}/128` : `${ip}/32`);

/** The place in the manifest that a Service port's rules come from. */
export function origin(port: ServicePortInfo, field = `spec.ports[${port.index}]`): Origin {
  return { object: port.service, field };
}

/** Origin of rules that are there whatever the cluster holds. */
export const always: Origin = { object: '', field: '' };

/** `-d address -p tcp -m comment --comment "…" -m tcp --dport port` */
export function toPort(port: ServicePortInfo, ip: string | undefined, text: string, dport: number): Match[] {
  return [
    ...(ip === undefined ? [] : [{ m: 'destination', cidr: host(ip) } as const]),
    { m: 'protocol', protocol: port.protocol },
    comment(text),
    { m: 'port', protocol: port.protocol, dport },
  ];
}

export const MARK_MASQ = 'KUBE-MARK-MASQ';
