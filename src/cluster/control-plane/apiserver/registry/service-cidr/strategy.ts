import type { ServiceCIDR } from '../../../../../api/index.ts';
import { type FieldError, invalid, required } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { CIDR_SENTENCE, canonicalCIDRFaults, cidrFaults } from '../../ip-address.ts';
import type { Strategy } from '../strategy.ts';

const AT = 'spec.cidrs';

/** Undefined for what is no range. */
function familyOf(cidr: string): 4 | 6 | undefined {
  if (cidrFaults(cidr, AT).some(({ message }) => message.endsWith(CIDR_SENTENCE))) return undefined;
  return cidr.includes(':') ? 6 : 4;
}

function faultsOf({ spec }: ServiceCIDR): FieldError[] {
  const { cidrs = [] } = spec;
  const [first = '', second = ''] = cidrs;
  if (cidrs.length === 0) return [required(AT, 'at least one CIDR required')];
  // The error quotes the Go struct.
  if (cidrs.length > 2) return [invalid(AT, { CIDRs: cidrs }, 'may only hold up to 2 values')];
  const errors = cidrs.flatMap((cidr, i) => canonicalCIDRFaults(cidr, `${AT}[${i}]`));
  const alike = cidrs.length === 2 && familyOf(first) !== undefined && familyOf(first) === familyOf(second);
  const sentence = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
  return alike ? [...errors, invalid(AT, cidrs, sentence)] : errors;
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
