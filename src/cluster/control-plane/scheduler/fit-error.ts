import type { Node } from '../../../api/index.ts';
import type { Obstacle } from './filter.ts';

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(', ');
}

/**
 * The scheduler's sentence: how many nodes would not do and why, reasons in the order of their text; then whether taking
 * other Pods away would help, which among Pods of one priority it never does. Models framework FitError (v1.36).
 */
export function fitError(found: ReadonlyMap<Node, Obstacle>, preempts: boolean): string {
  if (found.size === 0) return 'no nodes available to schedule pods';
  const all = [...found.values()];
  const none = `0/${all.length} nodes are available:`;
  const reasons = histogram(all.flatMap((obstacle) => obstacle.reasons));
  const preemption = histogram(
    all.map(({ forGood }) =>
      forGood ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod',
    ),
  );
  const after = preempts ? `${none} ${preemption}.` : 'not eligible due to preemptionPolicy=Never.';
  return `${none} ${reasons}. no new claims to deallocate, preemption: ${after}`;
}
