import type { ServiceCIDR } from '../../../../../api/index.ts';
import { type FieldError, invalid, required } from '../../field-errors.ts';
import { dnsSubdomainFaults, isCIDR, cidrFaults as rangeFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

const AT = 'spec.cidrs';

const isIPv6Range = (cidr: string): boolean => cidr.includes(':');

function faultsOf({ spec }: ServiceCIDR): FieldError[] {
  const { cidrs = [] } = spec;
  const [first = '', second] = cidrs;
  // The error quotes the Go struct.
  const quoted = { CIDRs: cidrs };
  if (cidrs.length === 0) return [required(AT, 'at least one CIDR required')];
  if (cidrs.length > 2) return [invalid(AT, quoted, 'may only hold up to 2 values')];
  const readable = cidrs.every(isCIDR);
  if (second !== undefined && (!readable || isIPv6Range(first) === isIPv6Range(second))) {
    const sentence = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    return [invalid(AT, quoted, sentence)];
  }
  return cidrs.flatMap((cidr, i) => rangeFaults(cidr, `${AT}[${i}]`));
}

/** Ranges stay as they are; a second one, of the other address family, may be added. Models ValidateServiceCIDRUpdate (v1.36). */
function updateFaults(range: ServiceCIDR, before: ServiceCIDR): FieldError[] {
  const [now, was] = [range.spec.cidrs ?? [], before.spec.cidrs ?? []];
  const immutable = 'field is immutable';
  const moved = was.flatMap((cidr, i) => (now[i] === cidr ? [] : [invalid(`${AT}[${i}]`, now[i], immutable)]));
  if (now.length === was.length) return moved;
  if (was.length === 1 && now.length === 2) return [...moved, ...faultsOf(range)];
  return [invalid(AT, range.spec.cidrs ?? null, immutable)];
}

/** ServiceCIDRs: ranges out of which Services get their virtual addresses. Models pkg/registry/networking/servicecidr (v1.36). */
export const serviceCIDRStrategy: Strategy<ServiceCIDR> = {
  kind: 'ServiceCIDR',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'servicecidrs.networking.k8s.io',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  defaults: () => undefined,
  prepare(range, before) {
    range.status = before?.status ?? {};
  },
  validate: (range, before) => (before ? updateFaults(range, before) : faultsOf(range)),
};
