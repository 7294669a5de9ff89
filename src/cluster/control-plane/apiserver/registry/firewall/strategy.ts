import { type Firewall, type FirewallRule, PORTOLAN_API_VERSION } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, notSupported } from '../../field-errors.ts';
import { dnsSubdomainFaults, isPort } from '../../formats.ts';
import { CIDR_SENTENCE, isCIDR } from '../../ip-address.ts';
import type { Strategy } from '../strategy.ts';

const PROTOCOLS = ['ICMP', 'SCTP', 'TCP', 'UDP'];

function rangeFaults(range: string, at: string): FieldError[] {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? [];
  const fine = isPort(Number(first ?? 0)) && isPort(Number(last ?? 0)) && Number(first) <= Number(last);
  return fine ? [] : [invalid(at, range, 'must be a port such as 80 or a range such as 30000-32767')];
}

function ruleFaults({ protocol, ports = [], from = '' }: FirewallRule, at: string): FieldError[] {
  const unknown = protocol !== undefined && !PROTOCOLS.includes(protocol);
  const portless = protocol === 'ICMP' && ports.length > 0;
  return [
    ...(unknown ? [notSupported(`${at}.protocol`, protocol, PROTOCOLS)] : []),
    ...(portless ? [forbidden(`${at}.ports`, "may not be set when `protocol` is 'ICMP'")] : []),
    ...ports.flatMap((range, i) => rangeFaults(range, `${at}.ports[${i}]`)),
    ...(isCIDR(from) ? [] : [invalid(`${at}.from`, from, CIDR_SENTENCE)]),
  ];
}

/** What the nodes' firewall lets in, checked in the style of the API server. */
export const firewallStrategy: Strategy<Firewall> = {
  kind: 'Firewall',
  apiVersion: PORTOLAN_API_VERSION,
  resource: 'firewalls.portolan.dev',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  defaults(firewall) {
    const { allow } = firewall.spec ?? {};
    if (!allow) return;
    firewall.spec = { ...firewall.spec, allow: allow.map((rule) => ({ from: '0.0.0.0/0', ...rule })) };
  },
  validate: ({ spec: { allow = [] } }) => allow.flatMap((rule, i) => ruleFaults(rule, `spec.allow[${i}]`)),
};
