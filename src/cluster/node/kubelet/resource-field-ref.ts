import type { Container, EnvVarSource, Pod } from '../../../api/index.ts';

type ResourceFieldRef = NonNullable<EnvVarSource['resourceFieldRef']>;
type Quantity = string | number;

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity such as `250m`, `64Mi` or `1e3` as a number. */
function quantity(value: Quantity): number {
  const [, amount = '0', exponent, unit = ''] =
    /^([+-]?[\d.]+)(?:[eE]([+-]?\d+))?([a-zA-Z]*)$/.exec(String(value)) ?? [];
  return Number(amount) * 10 ** Number(exponent ?? 0) * (UNITS[unit] ?? 1);
}

/** Up to the next whole number, past what binary fractions add. */
const up = (value: number): number => Math.ceil(value - 1e-9);

/** What a container without a limit could use at most: all that its machine has for Pods. */
const BOUNDED_BY_NODE = ['cpu', 'memory', 'ephemeral-storage'];

function limitOf(container: Container, name: string, allocatable: Readonly<Record<string, Quantity>>): Quantity {
  const limit = container.resources?.limits?.[name];
  if (limit !== undefined && quantity(limit) !== 0) return limit;
  return (BOUNDED_BY_NODE.includes(name) ? allocatable[name] : undefined) ?? limit ?? 0;
}

/** CPU counts in thousandths, everything else in whole units; both are rounded up before and after the division. */
function divided(name: string, value: Quantity, divisor: Quantity): string {
  const scale = name === 'cpu' ? 1000 : 1;
  return String(up(up(quantity(value) * scale) / up(quantity(divisor) * scale)));
}

/**
 * What a `resourceFieldRef` reads: a limit or request divided by the divisor, rounded up. `allocatable` is the machine's.
 * Models pkg/api/v1/resource ExtractContainerResourceValue and MergeContainerResourceLimits (v1.36).
 */
export function resourceValue(
  pod: Pod,
  own: Container,
  { containerName, resource, divisor }: ResourceFieldRef,
  allocatable: Readonly<Record<string, Quantity>>,
): string {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const container = containerName ? all.find(({ name }) => name === containerName) : own;
  if (!container) return '';
  const [kind, name] = [resource.slice(0, resource.indexOf('.')), resource.slice(resource.indexOf('.') + 1)];
  const { requests, limits } = container.resources ?? {};
  const value = kind === 'limits' ? limitOf(container, name, allocatable) : (requests?.[name] ?? limits?.[name] ?? 0);
  const by = divisor === undefined || divisor === '' || quantity(divisor) === 0 ? 1 : divisor;
  return divided(name, value, by);
}
