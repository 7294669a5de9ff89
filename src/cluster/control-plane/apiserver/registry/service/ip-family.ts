import type { Service } from '../../../../../api/index.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { ipFaults, isIPv4 } from '../../formats.ts';

type Family = 'IPv4' | 'IPv6';
type Spec = Service['spec'];

const FAMILIES: readonly Family[] = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

const familyOf = (ip: string): Family => (isIPv4(ip) ? 'IPv4' : 'IPv6');

/** Whether the Service goes without a virtual address because it says so. */
export const isHeadless = ({ spec }: Service): boolean =>
  spec.type !== 'ExternalName' && spec.clusterIPs?.[0] === 'None';

function pairFaults({ clusterIP = '', clusterIPs = [] }: Spec): FieldError[] {
  const at = 'spec.clusterIPs';
  if (clusterIP === '')
    return clusterIPs.length > 0 ? [invalid(at, clusterIPs, 'must be empty when `clusterIP` is not specified')] : [];
  if (clusterIPs.length === 0) return [required(at)];
  return clusterIPs[0] === clusterIP ? [] : [invalid(at, clusterIPs, 'first value must match `clusterIP`')];
}

function familyFaults({ ipFamilies = [], ipFamilyPolicy }: Spec): FieldError[] {
  const errors = ipFamilies.flatMap((family, i) => {
    const at = `spec.ipFamilies[${i}]`;
    const known = FAMILIES.includes(family) ? [] : [notSupported(at, family, FAMILIES)];
    return ipFamilies.indexOf(family) < i ? [...known, duplicate(at, family)] : known;
  });
  if (ipFamilyPolicy === undefined || POLICIES.includes(ipFamilyPolicy)) return errors;
  return [...errors, notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, POLICIES)];
}

function addressFaults({ clusterIPs = [] }: Spec): FieldError[] {
  const errors = clusterIPs.flatMap((ip, i) => {
    if (i > 0 || ip !== 'None') return ipFaults(ip, `spec.clusterIPs[${i}]`);
    return clusterIPs.length > 1
      ? [invalid('spec.clusterIPs', clusterIPs, "'None' must be the first and only value")]
      : [];
  });
  return clusterIPs.length > 2
    ? [...errors, invalid('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values')]
    : errors;
}

function matchFaults({ clusterIPs = [], ipFamilies = [] }: Spec): FieldError[] {
  const [first, second] = clusterIPs;
  if (first === 'None') return [];
  if (first && second && familyOf(first) === familyOf(second)) {
    return [invalid('spec.clusterIPs', clusterIPs, 'may specify no more than one IP for each IP family')];
  }
  return clusterIPs.flatMap((ip, i) => {
    const family = ipFamilies[i];
    if (family === undefined || familyOf(ip) === family) return [];
    const sentence = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``;
    return [invalid(`spec.clusterIPs[${i}]`, ip, sentence)];
  });
}

/** Faults of the fields around cluster IPs. Models pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields (v1.36). */
export function clusterIPsFaults({ spec }: Service): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const errors = [...pairFaults(spec), ...familyFaults(spec), ...addressFaults(spec)];
  return errors.length > 0 ? errors : matchFaults(spec);
}

/** What a cluster with addresses of one family, IPv4, cannot give. */
function unavailable({ ipFamilies = [], ipFamilyPolicy }: Spec): FieldError[] {
  const dual = 'this cluster is not configured for dual-stack services';
  return [
    ...(ipFamilyPolicy === 'RequireDualStack' ? [invalid('spec.ipFamilyPolicy', ipFamilyPolicy, dual)] : []),
    ...ipFamilies.flatMap((family, i) =>
      family === 'IPv4' ? [] : [invalid(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster')],
    ),
  ];
}

/**
 * Settles the address families. A headless Service without selector may have any, whatever the cluster has, since nobody
 * allocates for it. Models pkg/registry/core/service/storage initIPFamilyFields (v1.36).
 */
export function ipFamilies(service: Service): { readonly spec: Partial<Spec>; readonly errors: readonly FieldError[] } {
  const { spec } = service;
  const faults = clusterIPsFaults(service);
  if (faults.length > 0) return { spec: {}, errors: faults };
  const given = spec.ipFamilies ?? (spec.clusterIPs ?? []).filter((ip) => ip !== 'None').map(familyOf);
  const [first = 'IPv4'] = given;
  if (isHeadless(service) && Object.keys(spec.selector ?? {}).length === 0) {
    const ipFamilyPolicy = spec.ipFamilyPolicy ?? 'RequireDualStack';
    const both: Family[] = [first, first === 'IPv4' ? 'IPv6' : 'IPv4'];
    return { spec: { ipFamilyPolicy, ipFamilies: ipFamilyPolicy === 'SingleStack' ? [first] : both }, errors: [] };
  }
  const errors = unavailable({ ...spec, ipFamilies: given });
  return { spec: { ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack', ipFamilies: [first] }, errors };
}
