import type { Taint } from './node.ts';
import type { Toleration } from './pod.ts';

/** Whether a toleration covers a taint; an empty key with Exists covers all, an empty effect every effect. Models Toleration.ToleratesTaint (v1.36). */
export function tolerates({ key = '', operator, value = '', effect = '' }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (key !== '' && value === (taint.value ?? ''));
}

/** The first taint with one of the effects that none of the tolerations covers. Models v1helper.FindMatchingUntoleratedTaint (v1.36). */
export function untoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly Taint['effect'][],
): Taint | undefined {
  const relevant = (taints ?? []).filter((taint) => effects.includes(taint.effect));
  return relevant.find((taint) => !(tolerations ?? []).some((one) => tolerates(one, taint)));
}
