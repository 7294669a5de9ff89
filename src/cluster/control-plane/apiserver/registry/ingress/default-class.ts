import { DEFAULT_INGRESS_CLASS, type Ingress, type IngressClass } from '../../../../../api/index.ts';
import type { Draft, WriteContext } from '../strategy.ts';
import { CLASS_ANNOTATION } from './validation.ts';

/** The newest comes first; of those of one second, the first by name. */
function byAge(one: IngressClass, other: IngressClass): number {
  const [a = '', b = ''] = [one.metadata.creationTimestamp, other.metadata.creationTimestamp];
  if (a !== b) return a > b ? -1 : 1;
  return one.metadata.name < other.metadata.name ? -1 : 1;
}

/** Gives a new Ingress that names no class the cluster's default one. Models plugin/pkg/admission/network/defaultingressclass (v1.36). */
export function chooseClass(ingress: Draft<Ingress>, { read }: WriteContext): void {
  const chosen = ingress.spec.ingressClassName ?? ingress.metadata.annotations?.[CLASS_ANNOTATION];
  if (chosen !== undefined) return;
  const [first] = read
    .list<IngressClass>('IngressClass')
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT_INGRESS_CLASS] === 'true')
    .sort(byAge);
  if (first) ingress.spec = { ...ingress.spec, ingressClassName: first.metadata.name };
}
