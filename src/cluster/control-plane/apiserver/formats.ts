import { type FieldError, invalid, required } from './field-errors.ts';

/** The shapes of names and values, with the sentences the API server says about them. Models apimachinery/pkg/util/validation (v1.36). */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const RE_LABEL = whole(LABEL);
const RE_SUBDOMAIN = whole(SUBDOMAIN);
const RE_QUALIFIED = whole(QUALIFIED);
const RE_LABEL_VALUE = whole(LABEL_VALUE);

const tooLong = (most: number): string => `must be no more than ${most} characters`;
/** Label keys and values are measured by a younger package, which says what it counts. */
const tooManyBytes = (most: number): string => `must be no more than ${most} bytes`;
const regexNote = (pattern: string, ...examples: string[]): string =>
  `(e.g. ${examples.map((example) => `'${example}'`).join(',  or ')}, regex used for validation is '${pattern}')`;

const LABEL_SENTENCE = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character ${regexNote(LABEL, 'my-name', '123-abc')}`;
const SUBDOMAIN_SENTENCE = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character ${regexNote(SUBDOMAIN, 'example.com')}`;

/** Complaints about a DNS label (RFC 1123); none when it is one. */
export function dnsLabelFaults(value: string): string[] {
  const faults = value.length > 63 ? [tooLong(63)] : [];
  if (RE_LABEL.test(value)) return faults;
  // A name whose only fault is a dot gets the shorter sentence.
  if (RE_SUBDOMAIN.test(value)) return [...faults, 'must not contain dots'];
  return [...faults, LABEL_SENTENCE];
}

/** Complaints about a DNS subdomain (RFC 1123). */
export function dnsSubdomainFaults(value: string): string[] {
  const faults = value.length > 253 ? [tooLong(253)] : [];
  return RE_SUBDOMAIN.test(value) ? faults : [...faults, SUBDOMAIN_SENTENCE];
}

const KEY_SENTENCE = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${regexNote(QUALIFIED, 'MyName', 'my.name', '123-abc')}`;

/** Complaints about a name such as a label's key: `[prefix/]name`. Models validate/content IsLabelKey (v1.36). */
export function qualifiedNameFaults(value: string): string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${KEY_SENTENCE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const faults: string[] = [];
  if (parts.length === 2) faults.push(...prefixFaults(parts[0] ?? ''));
  if (name === '') faults.push('name part must be non-empty');
  if (name.length > 63) faults.push(`name part ${tooManyBytes(63)}`);
  if (!RE_QUALIFIED.test(name)) faults.push(`name part ${KEY_SENTENCE}`);
  return faults;
}

function prefixFaults(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  const long = prefix.length > 253 ? [`prefix part ${tooManyBytes(253)}`] : [];
  return RE_SUBDOMAIN.test(prefix) ? long : [...long, `prefix part ${SUBDOMAIN_SENTENCE}`];
}

/** Complaints about a label's value. */
export function labelValueFaults(value: string): string[] {
  const faults = value.length > 63 ? [tooManyBytes(63)] : [];
  if (RE_LABEL_VALUE.test(value)) return faults;
  return [
    ...faults,
    `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${regexNote(LABEL_VALUE, 'MyValue', 'my_value', '12345')}`,
  ];
}

/** Complaints about a port's name: an IANA service name of at most 15 characters. */
export function portNameFaults(value: string): string[] {
  const faults: string[] = [];
  if (value.length > 15) faults.push(tooLong(15));
  if (!/^[-a-z0-9]+$/.test(value))
    faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) faults.push('must contain at least one letter (a-z)');
  if (value.includes('--')) faults.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) faults.push('must not begin or end with a hyphen');
  return faults;
}

/** The sentence about port numbers. */
export const PORT_RANGE = 'must be between 1 and 65535, inclusive';

/** The sentence about numbers that may not be negative. */
export const NOT_NEGATIVE = 'must be greater than or equal to 0';

/** Whether a number is one of a port. */
export const isPort = (value: number): boolean => value >= 1 && value <= 65535;

const UNDERSCORED = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const UNDERSCORED_SUBDOMAIN = `${UNDERSCORED}(\\.${UNDERSCORED})*`;
const RE_UNDERSCORED = whole(UNDERSCORED_SUBDOMAIN);

/** Complaints about a DNS subdomain whose labels may have underscores. */
export function dnsSubdomainWithUnderscoreFaults(value: string): string[] {
  const faults = value.length > 253 ? [tooLong(253)] : [];
  if (RE_UNDERSCORED.test(value)) return faults;
  const sentence = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character ${regexNote(UNDERSCORED_SUBDOMAIN, 'example.com')}`;
  return [...faults, sentence];
}

/** Complaints about a key of a ConfigMap or Secret. */
export function configKeyFaults(value: string): string[] {
  const faults = value.length > 253 ? [tooLong(253)] : [];
  const pattern = '[-._a-zA-Z0-9]+';
  if (!whole(pattern).test(value)) {
    faults.push(
      `a valid config key must consist of alphanumeric characters, '-', '_' or '.' ${regexNote(pattern, 'key.name', 'KEY_NAME', 'key-name')}`,
    );
  }
  if (value === '.' || value === '..') faults.push(`must not be '${value}'`);
  else if (value.startsWith('..')) faults.push("must not start with '..'");
  return faults;
}

const WILDCARD = `\\*\\.${SUBDOMAIN}`;
const RE_WILDCARD = whole(WILDCARD);

/** Complaints about a DNS subdomain that begins with `*.`. */
export function wildcardSubdomainFaults(value: string): string[] {
  const faults = value.length > 253 ? [tooLong(253)] : [];
  if (RE_WILDCARD.test(value)) return faults;
  const sentence = `a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character ${regexNote(WILDCARD, '*.example.com')}`;
  return [...faults, sentence];
}

/** Complaints about a name that becomes a part of a URL's path. Models apimachinery/pkg/api/validation/path (v1.36). */
export function pathSegmentFaults(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((part) => value.includes(part)).map((part) => `may not contain '${part}'`);
}

const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const RE_HTTP_PATH = whole(HTTP_PATH);

/** Faults of a name such as `acme.io/foo`. Models IsDomainPrefixedPath (v1.36). */
export function domainPrefixedPathFaults(value: string, at: string): FieldError[] {
  if (value === '') return [required(at)];
  const slash = value.indexOf('/');
  const [host, path] = [value.slice(0, slash), value.slice(slash + 1)];
  if (slash < 1 || path === '') return [invalid(at, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const errors = dnsSubdomainFaults(host).map((fault) => invalid(at, host, fault));
  if (RE_HTTP_PATH.test(path)) return errors;
  return [...errors, invalid(at, path, `Invalid path (regex used for validation is '${HTTP_PATH}')`)];
}
