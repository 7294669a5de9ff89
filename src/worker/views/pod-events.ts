import { instantOf, namespacedName, type Pod, podCondition } from '../../api/index.ts';
import type { World } from '../../cluster/world.ts';
import type { PodEventView } from '../protocol.ts';

type Report = Omit<PodEventView, 'count' | 'first' | 'last'> & { readonly at: number };

/** What the scheduler said: the Pod's condition remembers it. */
function scheduling(pod: Pod): readonly Report[] {
  const condition = podCondition(pod, 'PodScheduled');
  const at = instantOf(condition?.lastTransitionTime);
  if (!condition || at === undefined) return [];
  const from = 'default-scheduler';
  if (condition.status !== 'True')
    return [{ at, type: 'Warning', reason: 'FailedScheduling', from, message: condition.message ?? '' }];
  const message = `Successfully assigned ${namespacedName(pod)} to ${pod.spec.nodeName}`;
  return [{ at, type: 'Normal', reason: 'Scheduled', from, message }];
}

/** What drove the Pod off its Node. */
function eviction(pod: Pod): readonly Report[] {
  const condition = podCondition(pod, 'DisruptionTarget');
  const at = instantOf(condition?.lastTransitionTime);
  if (condition?.reason !== 'DeletionByTaintManager' || at === undefined) return [];
  const message = `Marking for deletion Pod ${namespacedName(pod)}`;
  return [{ at, type: 'Normal', reason: 'TaintManagerEviction', from: 'taint-eviction-controller', message }];
}

/**
 * What the components reported of a Pod, the oldest first. Its kubelet forgets it with the Pod. Models what `kubectl describe
 * pod` lists under Events (v1.36).
 */
export function podEvents(pod: Pod, world: World): readonly PodEventView[] {
  const kubelet = world.kubelets.sandboxes.get(pod.metadata.uid ?? '')?.events ?? [];
  const reports = [...scheduling(pod), ...kubelet.map((event) => ({ ...event, from: 'kubelet' })), ...eviction(pod)];
  const lines = new Map<string, PodEventView>();
  for (const { at, ...report } of reports) {
    const line = JSON.stringify(report);
    const before = lines.get(line);
    lines.set(line, { ...report, count: (before?.count ?? 0) + 1, first: before?.first ?? at, last: at });
  }
  return [...lines.values()];
}
