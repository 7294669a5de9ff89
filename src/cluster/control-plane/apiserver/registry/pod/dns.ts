import type { PodSpec } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainWithUnderscoreFaults } from '../../formats.ts';
import { ipFaults } from '../../ip-address.ts';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_CHARACTERS = 2048;

/** Faults of the policy's name. */
export function dnsPolicyFaults({ dnsPolicy }: PodSpec, at: string): FieldError[] {
  return POLICIES.includes(dnsPolicy ?? '') ? [] : [notSupported(`${at}.dnsPolicy`, dnsPolicy, POLICIES)];
}

function searchFaults(searches: readonly string[], at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (searches.length > MOST_SEARCHES)
    errors.push(invalid(at, searches, `must not have more than ${MOST_SEARCHES} search paths`));
  if (searches.join(' ').length > MOST_SEARCH_CHARACTERS) {
    const sentence = `must not have more than ${MOST_SEARCH_CHARACTERS} characters (including spaces) in the search list`;
    errors.push(invalid(at, searches, sentence));
  }
  searches.forEach((search, i) => {
    const name = search === '.' ? '' : search.replace(/\.$/, '');
    if (search !== '.')
      errors.push(...dnsSubdomainWithUnderscoreFaults(name).map((fault) => invalid(`${at}[${i}]`, name, fault)));
  });
  return errors;
}

function nameserverFaults(nameservers: readonly string[], at: string): FieldError[] {
  const many = `must not have more than ${MOST_NAMESERVERS} nameservers`;
  return [
    ...(nameservers.length > MOST_NAMESERVERS ? [invalid(at, nameservers, many)] : []),
    ...nameservers.flatMap((ip, i) => ipFaults(ip, `${at}[${i}]`)),
  ];
}

/** Faults of a Pod's own resolver settings. Models pkg/apis/core/validation validatePodDNSConfig (v1.36). */
export function dnsConfigFaults({ dnsPolicy, dnsConfig }: PodSpec, spec: string): FieldError[] {
  const at = `${spec}.dnsConfig`;
  if (!dnsConfig)
    return dnsPolicy === 'None' ? [required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')] : [];
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  if (dnsPolicy === 'None' && nameservers.length === 0)
    return [required(`${at}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  return [
    ...nameserverFaults(nameservers, `${at}.nameservers`),
    ...searchFaults(searches, `${at}.searches`),
    ...options.flatMap(({ name }, i) => (name ? [] : [required(`${at}.options[${i}]`, 'must not be empty')])),
  ];
}
