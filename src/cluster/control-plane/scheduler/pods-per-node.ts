import {
  isPodFinished,
  isPodTerminating,
  type LabelSelector,
  labelSelectorMatches,
  type Pod,
} from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';

/** How many Pods of a namespace that a selector takes are on each node. A missing selector takes none. */
export function podsPerNode(
  namespace: string,
  selector: LabelSelector | undefined,
  read: Reader,
): ReadonlyMap<string, number> {
  if (!selector) return new Map();
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (matchExpressions.length === 0 && Object.keys(matchLabels).length > 0) return read.perNode(namespace, matchLabels);
  const counts = new Map<string, number>();
  for (const pod of read.withLabels<Pod>('Pod', namespace, matchLabels)) {
    const { nodeName } = pod.spec;
    if (nodeName === undefined || isPodTerminating(pod) || isPodFinished(pod)) continue;
    if (labelSelectorMatches(selector, pod.metadata.labels)) counts.set(nodeName, (counts.get(nodeName) ?? 0) + 1);
  }
  return counts;
}
