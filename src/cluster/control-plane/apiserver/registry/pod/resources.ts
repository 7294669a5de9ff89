import { type Container, compareQuantities } from '../../../../../api/index.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notFoundValue,
  notSupported,
  required,
} from '../../field-errors.ts';
import { qualifiedNameFaults } from '../../formats.ts';

type Requirements = NonNullable<Container['resources']> & {
  readonly claims?: readonly { readonly name?: string }[];
};

/** Resources that a container may ask for without a domain before their name. */
const STANDARD = ['cpu', 'ephemeral-storage', 'memory'];

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isStandard = (name: string): boolean => STANDARD.includes(name) || isHugePages(name);

/** Whether more of it may be promised than there is: not so for huge pages and for what a device plugin counts. */
const isOvercommitAllowed = (name: string): boolean =>
  (!name.includes('/') || name.split('/')[0]?.endsWith('kubernetes.io') === true) && !isHugePages(name);

/** Resources without a domain that a quota, if not a container, may count. */
const COUNTED = `pods services resourcequotas replicationcontrollers secrets configmaps persistentvolumeclaims storage
  requests.storage services.nodeports services.loadbalancers limits.cpu limits.memory limits.ephemeral-storage
  requests.cpu requests.memory requests.ephemeral-storage`.split(/\s+/);

/** One name may be complained about by the rule for all resources and by that for containers. Models ValidateContainerResourceName (v1.36). */
function nameFaults(name: string, at: string): FieldError[] {
  const errors = qualifiedNameFaults(name).map((fault) => invalid(at, name, fault));
  if (!name.includes('/')) {
    if (isStandard(name)) return errors;
    const unknown = errors.length === 0 && !COUNTED.includes(name);
    if (unknown) errors.push(invalid(at, name, 'must be a standard resource type or fully qualified'));
    return [...errors, invalid(at, name, 'must be a standard resource for containers')];
  }
  const extended = !name.startsWith('requests.') && qualifiedNameFaults(`requests.${name}`).length === 0;
  if (name.includes('kubernetes.io/') || extended) return errors;
  return [...errors, invalid(at, name, "doesn't follow extended resource name standard")];
}

function amountFaults(name: string, value: string, at: string): FieldError[] {
  const errors = compareQuantities(value, '0') < 0 ? [invalid(at, value, 'must be greater than or equal to 0')] : [];
  const whole = !isOvercommitAllowed(name) && !isHugePages(name);
  const fraction = whole && compareQuantities(value, '0') >= 0 && /[num]$|\./.test(value);
  return fraction ? [...errors, invalid(at, value, 'must be an integer')] : errors;
}

const itemFaults = (name: string, value: string, at: string): FieldError[] => [
  ...nameFaults(name, `${at}[${name}]`),
  ...amountFaults(name, value, `${at}[${name}]`),
];

/** A request against its limit. */
function pairFaults(name: string, request: string, limit: string | undefined, at: string): FieldError[] {
  if (limit === undefined)
    return isOvercommitAllowed(name)
      ? []
      : [required(`${at}.limits`, 'Limit must be set for non overcommitable resources')];
  const order = compareQuantities(request, limit);
  if (!isOvercommitAllowed(name) && order !== 0)
    return [invalid(`${at}.requests`, request, `must be equal to ${name} limit of ${limit}`)];
  return order > 0
    ? [invalid(`${at}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`)]
    : [];
}

/** A Pod here has no claims that its containers could name. */
function claimFaults({ claims = [] }: Requirements, at: string): FieldError[] {
  const names = claims.map(({ name = '' }) => name);
  return names.flatMap((name, i) => {
    const path = `${at}.claims[${i}]`;
    if (name === '') return [required(path)];
    const missing = notFoundValue(path, name, 'must be one of the names in pod.spec.resourceClaims which is empty');
    return names.indexOf(name) < i ? [duplicate(path, name), missing] : [missing];
  });
}

/** Faults of what a container asks for. Models pkg/apis/core/validation ValidateContainerResourceRequirements (v1.36). */
export function resourceFaults(resources: Requirements | undefined, at: string): FieldError[] {
  const { limits = {}, requests = {} } = resources ?? {};
  const all = [...Object.keys(limits), ...Object.keys(requests)];
  const bare = all.some(isHugePages) && !all.some((name) => name === 'cpu' || name === 'memory');
  const limited = Object.keys(limits).sort();
  return [
    ...limited.flatMap((name) => itemFaults(name, String(limits[name]), `${at}.limits`)),
    ...Object.keys(requests)
      .sort()
      .flatMap((name) => [
        ...itemFaults(name, String(requests[name]), `${at}.requests`),
        ...pairFaults(name, String(requests[name]), limits[name] === undefined ? undefined : String(limits[name]), at),
      ]),
    ...(bare ? [forbidden(at, 'HugePages require cpu or memory')] : []),
    ...claimFaults(resources ?? {}, at),
  ];
}

const PER_RESOURCE: Readonly<Record<string, string>> = {
  'limits.cpu': 'cpu',
  'requests.cpu': 'cpu',
  'limits.memory': 'memory',
  'requests.memory': 'memory',
  'limits.ephemeral-storage': 'local ephemeral storage',
  'requests.ephemeral-storage': 'local ephemeral storage',
};

const SELECTABLE = Object.keys(PER_RESOURCE).sort();
const CPU_DIVISORS = ['1m', '1'];
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

function divisorFaults(resource: string, divisor: string, at: string): FieldError[] {
  if (divisor === '0') return [];
  const kind = /^(?:limits|requests)\.hugepages-/.test(resource) ? 'hugepages' : PER_RESOURCE[resource];
  if (kind === undefined) return [];
  const known = kind === 'cpu' ? CPU_DIVISORS : BYTE_DIVISORS;
  if (known.includes(divisor)) return [];
  const list = kind === 'cpu' ? known.join(' and ') : known.join(', ');
  return [invalid(`${at}.divisor`, resource, `only divisor's values ${list} are supported with the ${kind} resource`)];
}

interface ResourceField {
  readonly containerName?: string;
  readonly resource?: string;
  readonly divisor?: string | number;
}

/** Faults of a reference to a container's resource; a volume must name the container. Models validateContainerResourceFieldSelector (v1.36). */
export function resourceFieldFaults(ref: ResourceField, at: string, inVolume: boolean): FieldError[] {
  const { containerName = '', resource = '', divisor = '0' } = ref;
  const divided = divisorFaults(resource, String(divisor), at);
  if (inVolume && containerName === '') return [required(`${at}.containerName`), ...divided];
  if (resource === '') return [required(`${at}.resource`), ...divided];
  const known = SELECTABLE.includes(resource) || /^(?:limits|requests)\.hugepages-/.test(resource);
  return [...(known ? [] : [notSupported(`${at}.resource`, resource, SELECTABLE)]), ...divided];
}
