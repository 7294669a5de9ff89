import { type Container, type EnvVarSource, type Pod, quantity, quantityIn } from '../../../api/index.ts';

type ResourceFieldRef = NonNullable<EnvVarSource['resourceFieldRef']>;
type Quantity = string | number;

/** What a container without a limit could use at most: all that its machine has for Pods. */
const BOUNDED_BY_NODE = ['cpu', 'memory', 'ephemeral-storage'];

/** Models MergeContainerResourceLimits (v1.36). */
function limitOf(container: Container, name: string, allocatable: Readonly<Record<string, Quantity>>): Quantity {
  const limit = container.resources?.limits?.[name];
  if (limit !== undefined && quantity(limit) !== 0) return limit;
  return (BOUNDED_BY_NODE.includes(name) ? allocatable[name] : undefined) ?? limit ?? 0;
}

/** CPU counts in thousandths, everything else in whole units; both are rounded up before and after the division. */
function divided(name: string, value: Quantity, divisor: Quantity): string {
  const parts = name === 'cpu' ? 1000 : 1;
  return String(Math.ceil(quantityIn(value, parts) / Math.max(1, quantityIn(divisor, parts))));
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
  // An init container that is asked about by its name is not given the machine's bounds.
  const bounds = containerName && !pod.spec.containers.includes(container) ? {} : allocatable;
  const value = kind === 'limits' ? limitOf(container, name, bounds) : (requests?.[name] ?? limits?.[name] ?? 0);
  const by = divisor === undefined || divisor === '' || quantity(divisor) === 0 ? 1 : divisor;
  return divided(name, value, by);
}
