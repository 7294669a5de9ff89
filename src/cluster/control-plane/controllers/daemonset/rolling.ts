import { type DaemonSet, isPodTerminating, type Pod } from '../../../../api/index.ts';
import { untilAvailable } from '../pod-availability.ts';
import { REVISION_HASH } from './daemon-pod.ts';

/** What brings a new template forward: old Pods to delete, and Nodes that get a new Pod beside their old one. */
export interface RollingStep {
  readonly remove: readonly Pod[];
  readonly surge: readonly string[];
}

type Amount = 'maxUnavailable' | 'maxSurge';

/** So many Nodes, or such a share of those that should have a Pod, rounded up. Models UnavailableCount and SurgeCount (v1.36). */
function amount({ spec }: DaemonSet, which: Amount, desired: number): number {
  const value = spec.updateStrategy?.rollingUpdate?.[which] ?? 0;
  return typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) * desired) / 100);
}

/** Whether a Node may have two Pods while a new template rolls out. */
export const allowsSurge = (set: DaemonSet): boolean => amount(set, 'maxSurge', 1) > 0;

/** The new and the old Pod of a Node; undefined when there are two of a kind. Models findUpdatedPodsOnNode (v1.36). */
function pairOf(pods: readonly Pod[], hash: string): { readonly fresh?: Pod; readonly old?: Pod } | undefined {
  const present = pods.filter((pod) => !isPodTerminating(pod));
  const [fresh, ...twice] = present.filter(({ metadata }) => metadata.labels?.[REVISION_HASH] === hash);
  const [old, ...more] = present.filter(({ metadata }) => metadata.labels?.[REVISION_HASH] !== hash);
  if (twice.length + more.length > 0) return undefined;
  return { ...(fresh && { fresh }), ...(old && { old }) };
}

/** One look at the Nodes that should have a Pod, `podsOf` theirs. */
class Look {
  constructor(
    private readonly set: DaemonSet,
    private readonly podsOf: ReadonlyMap<string, readonly Pod[]>,
    private readonly hash: string,
    private readonly now: number,
  ) {}

  /** Old Pods that serve nobody go, and as many others as may be missing. */
  replaced(): RollingStep {
    const dead: Pod[] = [];
    const serving: Pod[] = [];
    let missing = 0;
    for (const { fresh, old } of this.pairs()) {
      const available = this.isAvailable(old && fresh ? undefined : (fresh ?? old));
      if (!available) missing++;
      if (old && !fresh) (available ? serving : dead).push(old);
    }
    const most = Math.max(1, amount(this.set, 'maxUnavailable', this.podsOf.size));
    return { remove: [...dead, ...serving.slice(0, Math.max(0, most - missing))], surge: [] };
  }

  /** New Pods come beside old ones, which go when the new ones are available. */
  surged(): RollingStep {
    const remove: Pod[] = [];
    const dead: string[] = [];
    const serving: string[] = [];
    let surging = 0;
    for (const { node, fresh, old, muddled } of this.pairs()) {
      if (muddled || (old && fresh && !this.isAvailable(fresh))) surging++;
      else if (old && fresh) remove.push(old);
      else if (old) (this.isAvailable(old) ? serving : dead).push(node);
    }
    const room = Math.max(0, amount(this.set, 'maxSurge', this.podsOf.size) - surging);
    return { remove, surge: [...dead, ...serving.slice(0, room)] };
  }

  private pairs() {
    return [...this.podsOf].map(([node, pods]) => {
      const pair = pairOf(pods, this.hash);
      return { node, ...pair, muddled: pair === undefined };
    });
  }

  private isAvailable(pod: Pod | undefined): boolean {
    return pod !== undefined && untilAvailable(pod, this.set.spec.minReadySeconds ?? 0, this.now) === 0;
  }
}

/** How to go on towards the template with this hash, given the Pods on each Node that should have one. Models daemon rollingUpdate (v1.36). */
export function rollingStep(
  set: DaemonSet,
  podsOf: ReadonlyMap<string, readonly Pod[]>,
  hash: string,
  now: number,
): RollingStep {
  const look = new Look(set, podsOf, hash, now);
  return allowsSurge(set) ? look.surged() : look.replaced();
}

/**
 * Which of a Node's running Pods, the oldest first, are too many: all but the oldest; while a new template may surge, one old
 * and one new Pod may stand together as long as the old one is ready and the new one not yet available. Models daemon
 * podsShouldBeOnNode (v1.36).
 */
export function surplusOf(set: DaemonSet, running: readonly Pod[], hash: string, now: number): readonly Pod[] {
  if (!allowsSurge(set)) return running.slice(1);
  const [fresh, ...twice] = running.filter(({ metadata }) => metadata.labels?.[REVISION_HASH] === hash);
  const [old, ...more] = running.filter(({ metadata }) => metadata.labels?.[REVISION_HASH] !== hash);
  if (!fresh || !old) return [...twice, ...more];
  const { minReadySeconds = 0 } = set.spec;
  const relieved = untilAvailable(old, 0, now) === undefined || untilAvailable(fresh, minReadySeconds, now) === 0;
  return [...twice, ...more, ...(relieved ? [old] : [])];
}
