import { type Container, compareQuantities } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, notFoundValue, notSupported, required } from '../../field-errors.ts';
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

/** Models validateContainerResourceName. */
function nameFaults(name: string, at: string): FieldError[] {
  const shape = qualifiedNameFaults(name).map((fault) => invalid(at, name, fault));
  if (shape.length > 0) return shape;
  if (!name.includes('/')) {
    return isStandard(name) ? [] : [invalid(at, name, 'must be a standard resource for containers')];
  }
  const own = name.includes('kubernetes.io/') || name.startsWith('requests.');
  return own ? [invalid(at, name, "doesn't follow extended resource name standard")] : [];
}

function amountFaults(name: string, value: string, at: string): FieldError[] {
  const errors = compareQuantities(value, '0') < 0 ? [invalid(at, value, 'must be greater than or equal to 0')] : [];
  const whole = !isOvercommitAllowed(name) && !isHugePages(name);
  const fraction = whole && compareQuantities(value, '0') >= 0 && /[num]$|\./.test(value);
  return fraction ? [...errors, invalid(at, value, 'must be an integer')] : errors;
}

function listFaults(list: Readonly<Record<string, string | number>>, at: string): FieldError[] {
  return Object.keys(list)
    .sort()
    .flatMap((name) => [...nameFaults(name, at), ...amountFaults(name, String(list[name]), `${at}[${name}]`)]);
}

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

function claimFaults({ claims = [] }: Requirements, at: string): FieldError[] {
  return claims.map(({ name = '' }, i) =>
    name === '' ? required(`${at}.claims[${i}].name`) : notFoundValue(`${at}.claims[${i}].name`, name),
  );
}

/** Faults of what a container asks for. Models pkg/apis/core/validation ValidateContainerResourceRequirements (v1.36). */
export function resourceFaults(resources: Requirements | undefined, at: string): FieldError[] {
  const { limits = {}, requests = {} } = resources ?? {};
  const pairs = Object.keys(requests).sort();
  const huge = [...Object.keys(limits), ...pairs].some(isHugePages);
  const base = [...Object.keys(limits), ...pairs].some((name) => name === 'cpu' || name === 'memory');
  const requested = listFaults(requests, `${at}.requests`);
  return [
    ...claimFaults(resources ?? {}, at),
    ...listFaults(limits, `${at}.limits`),
    ...requested,
    ...pairs.flatMap((name) =>
      pairFaults(name, String(requests[name]), limits[name] === undefined ? undefined : String(limits[name]), at),
    ),
    ...(huge && !base ? [forbidden(at, 'HugePages require cpu or memory')] : []),
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
