import type { Service } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { ipFaults, isIPv4 } from '../../ip-address.ts';
import type { Family } from '../service-cidr/ranges.ts';

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

interface AddressFaults {
  readonly errors: readonly FieldError[];
  /** Whether one of them is no address, so that nothing more can be said about their families. */
  readonly unreadable: boolean;
}

function addressFaults({ clusterIPs = [] }: Spec, known: readonly string[]): AddressFaults {
  const errors = clusterIPs.flatMap((ip, i) => {
    if (i > 0 || ip !== 'None') return known.includes(ip) ? [] : ipFaults(ip, `spec.clusterIPs[${i}]`);
    return clusterIPs.length > 1
      ? [invalid('spec.clusterIPs', clusterIPs, "'None' must be the first and only value")]
      : [];
  });
  const many = clusterIPs.length > 2 ? [invalid('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values')] : [];
  return { errors: [...errors, ...many], unreadable: errors.length > 0 };
}

function matchFaults({ clusterIPs = [], ipFamilies = [] }: Spec): FieldError[] {
  if (clusterIPs[0] === 'None') return [];
  const single = clusterIPs.length > 1 && new Set(clusterIPs.map(familyOf)).size < 2;
  const sentence = 'may specify no more than one IP for each IP family';
  return [
    ...(single ? [invalid('spec.clusterIPs', clusterIPs, sentence)] : []),
    ...clusterIPs.flatMap((ip, i) => {
      const family = ipFamilies[i];
      if (family === undefined || !FAMILIES.includes(family) || familyOf(ip) === family) return [];
      const expected = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``;
      return [invalid(`spec.clusterIPs[${i}]`, ip, expected)];
    }),
  ];
}

/** Faults of the fields around cluster IPs. Models pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields (v1.36). */
export function clusterIPsFaults({ spec }: Service, before?: Service): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { errors, unreadable } = addressFaults(spec, before?.spec.clusterIPs ?? []);
  return [...pairFaults(spec), ...familyFaults(spec), ...errors, ...(unreadable ? [] : matchFaults(spec))];
}

/** What a cluster with addresses of these families cannot give. */
function unavailable({ ipFamilies = [], ipFamilyPolicy }: Spec, cluster: readonly Family[]): FieldError[] {
  const dual = 'this cluster is not configured for dual-stack services';
  return [
    ...(ipFamilyPolicy === 'RequireDualStack' && cluster.length < 2
      ? [invalid('spec.ipFamilyPolicy', ipFamilyPolicy, dual)]
      : []),
    ...ipFamilies.flatMap((family, i) =>
      cluster.includes(family) ? [] : [invalid(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster')],
    ),
  ];
}

const isSelectorless = ({ selector = {} }: Spec): boolean => Object.keys(selector).length === 0;

/** The policy of a Service that names none: that of before, else one that fits. */
function policyOf({ spec }: Service, before: Service | undefined): NonNullable<Spec['ipFamilyPolicy']> {
  const free = spec.clusterIP === 'None' && isSelectorless(spec);
  return spec.ipFamilyPolicy ?? before?.spec.ipFamilyPolicy ?? (free ? 'RequireDualStack' : 'SingleStack');
}

/** A list that is as it was gives up its second value when one family is asked for. */
function cutToOne<T>(now: readonly T[] | undefined, was: readonly T[] | undefined): readonly T[] | undefined {
  return now && now.length > 1 && same(now, was) ? now.slice(0, 1) : now;
}

/** An update that asks for one family has the second value dropped. */
function downgraded(spec: Spec, before: Service | undefined): Spec {
  if (!before || spec.ipFamilyPolicy !== 'SingleStack') return spec;
  const clusterIPs = cutToOne(spec.clusterIPs, before.spec.clusterIPs);
  const ipFamilies = cutToOne(spec.ipFamilies, before.spec.ipFamilies);
  return { ...spec, ...(clusterIPs && { clusterIPs }), ...(ipFamilies && { ipFamilies }) };
}

function policyFaults(spec: Spec, before: Service | undefined): FieldError[] {
  const { ipFamilyPolicy, clusterIPs = [], ipFamilies = [] } = spec;
  const fault = (when: boolean, sentence: string): FieldError[] =>
    when ? [invalid('spec.ipFamilyPolicy', ipFamilyPolicy, sentence)] : [];
  if (ipFamilyPolicy === 'SingleStack') {
    const both = (what: string): string =>
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
    return [
      ...fault(clusterIPs.length === 2, both('cluster IPs')),
      ...fault(ipFamilies.length === 2, both('IP families')),
    ];
  }
  const fewer = (now: number, was: number | undefined): boolean => now > 0 && now < (was ?? 0);
  const release = (what: string): string => `must be 'SingleStack' to release the secondary ${what}`;
  return [
    ...fault(fewer(clusterIPs.length, before?.spec.clusterIPs?.length), release('cluster IP')),
    ...fault(fewer(ipFamilies.length, before?.spec.ipFamilies?.length), release('IP family')),
  ];
}

/** The families of the addresses that the Service asks for, as far as it does not name them itself. */
function inferred(
  spec: Spec,
  cluster: readonly Family[],
): { readonly families: readonly Family[]; readonly errors: readonly FieldError[] } {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  const rest = clusterIPs[0] === 'None' ? [] : clusterIPs.slice(ipFamilies.length).map(familyOf);
  const errors = rest.flatMap((family, i) => {
    const at = `spec.clusterIPs[${ipFamilies.length + i}]`;
    return cluster.includes(family) ? [] : [invalid(at, clusterIPs, `${family} is not configured on this cluster`)];
  });
  return { families: [...ipFamilies, ...rest], errors };
}

/** Whether a Service that prefers two families is left alone, so that it never changes with the cluster. */
function isSettled({ spec }: Service, before: Service | undefined): boolean {
  if (!before || spec.ipFamilyPolicy !== 'PreferDualStack' || spec.type !== before.spec.type) return false;
  const was = before.spec;
  return (
    (was.ipFamilyPolicy ?? 'PreferDualStack') === 'PreferDualStack' &&
    same(spec.clusterIPs ?? [], was.clusterIPs ?? []) &&
    same(spec.ipFamilies ?? [], was.ipFamilies ?? [])
  );
}

const otherThan = (family: Family): Family => (family === 'IPv4' ? 'IPv6' : 'IPv4');

interface Settled {
  readonly spec: Partial<Spec>;
  readonly errors: readonly FieldError[];
}

/**
 * Settles the address families. A headless Service without selector may have any, whatever the cluster has, since nobody
 * allocates for it. A Service that does not ask for one family gets the second one too, if the cluster has two. Models pkg/registry/core/service/storage initIPFamilyFields (v1.36).
 */
export function ipFamilies(service: Service, before: Service | undefined, cluster: readonly Family[]): Settled {
  if (isSettled(service, before)) return { spec: {}, errors: [] };
  const ipFamilyPolicy = policyOf(service, before);
  const faults = clusterIPsFaults(service, before);
  if (faults.length > 0) return { spec: {}, errors: faults };
  const spec = downgraded({ ...service.spec, ipFamilyPolicy }, before);
  const { families, errors } = inferred(spec, cluster);
  const mismatch = [...policyFaults(spec, before), ...errors];
  if (mismatch.length > 0) return { spec: {}, errors: mismatch };
  const { clusterIPs } = spec;
  const settled = { ipFamilyPolicy, ...(clusterIPs && { clusterIPs }) };
  const [first = cluster[0] ?? 'IPv4', second] = families;
  if (spec.clusterIP === 'None' && isSelectorless(spec)) {
    const both = [first, second ?? otherThan(first)];
    const one = second === undefined && ipFamilyPolicy === 'SingleStack';
    return { spec: { ...settled, ipFamilies: one ? [first] : both }, errors: [] };
  }
  const missing = unavailable({ ...spec, ipFamilies: families }, cluster);
  const all = families.length > 0 ? families : [first];
  const isDual = ipFamilyPolicy !== 'SingleStack' && all.length === 1 && cluster.length === 2;
  return { spec: { ...settled, ipFamilies: isDual ? [first, otherThan(first)] : all }, errors: missing };
}
