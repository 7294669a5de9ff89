import type { Container, Pod } from './pod.ts';
import { quantityIn } from './quantity.ts';

/** Amounts of resources by name: `cpu` in thousandths of a processor, everything else in its unit (bytes, pieces). */
export type Resources = Readonly<Record<string, number>>;

/** Quantities as amounts; what is not whole is rounded up. */
export function resources(quantities: Readonly<Record<string, string | number>> | undefined): Resources {
  const entries = Object.entries(quantities ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, quantityIn(value, name === 'cpu' ? 1000 : 1)]));
}

/** Two amounts joined resource by resource. */
export function joined(one: Resources, other: Resources, join: (a: number, b: number) => number): Resources {
  const sum: Record<string, number> = { ...one };
  for (const [name, amount] of Object.entries(other)) sum[name] = join(sum[name] ?? 0, amount);
  return sum;
}

const add = (a: number, b: number): number => a + b;

const isSidecar = (container: Container): boolean => container.restartPolicy === 'Always';

/** What one container asks for, by one reading of its requests. */
type Reading = (container: Container) => Resources;

/** What is set aside for a Pod by a reading of its containers: all that run together, or the greediest moment of its start. */
export function podResources({ spec }: Pod, read: Reading): Resources {
  let running = spec.containers.map(read).reduce((sum, one) => joined(sum, one, add), {});
  let sidecars: Resources = {};
  let starting: Resources = {};
  for (const container of spec.initContainers ?? []) {
    if (isSidecar(container)) {
      sidecars = joined(sidecars, read(container), add);
      running = joined(running, read(container), add);
      starting = joined(starting, sidecars, Math.max);
    } else starting = joined(starting, joined(sidecars, read(container), add), Math.max);
  }
  return joined(joined(running, starting, Math.max), resources(spec.overhead), add);
}

/** What a Pod asks to have set aside. Models component-helpers/resource PodRequests (v1.36). */
export function podRequests(pod: Pod): Resources {
  return podResources(pod, (container) => resources(container.resources?.requests));
}
