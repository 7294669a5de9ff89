import { type Deployment, isPodFinished, type Pod, type ReplicaSet, timestamp } from '../../../../api/index.ts';
import type { Client } from '../../apiserver/client.ts';
import { isComplete, pauseConditions, untilStuck, withProgress, withSet } from './progress.ts';
import { dropHistory, newReplicaSet, noteRevision, presentSet, scaled } from './revisions.ts';
import { newSetSize, oldSetSizes, wantedPods } from './rolling.ts';
import { isScaling, scaledSizes } from './scaling.ts';
import { countedStatus } from './status.ts';

/**
 * One look at a Deployment and its ReplicaSets, `sets` from the oldest on. A look makes one step (grow the new, shrink the
 * old) and reports; the ReplicaSet that changed brings the next look. Models pkg/controller/deployment syncDeployment (v1.36).
 */
export class Rollout {
  constructor(
    private deployment: Deployment,
    private sets: readonly ReplicaSet[],
    private readonly client: Client,
    private readonly now: number,
  ) {}

  /** Virtual ms after which the Deployment must be looked at again though nothing changes. */
  look(): number | undefined {
    if (this.deployment.metadata.deletionTimestamp !== undefined) return this.report(false);
    this.notePause();
    if (this.deployment.spec.paused || isScaling(this.deployment, this.sets)) {
      this.find(false);
      this.resize(scaledSizes(this.deployment, this.current, this.sets));
      if (this.deployment.spec.paused) dropHistory(this.deployment, this.old, this.client);
      return this.report(false);
    }
    if (this.deployment.spec.strategy?.type === 'Recreate') this.recreate();
    else this.roll();
    return this.report(true);
  }

  private get current(): ReplicaSet | undefined {
    return newReplicaSet(this.deployment, this.sets);
  }

  private get old(): readonly ReplicaSet[] {
    const { current } = this;
    return this.sets.filter((set) => set !== current);
  }

  private notePause(): void {
    const conditions = pauseConditions(this.deployment, timestamp(this.now));
    if (conditions) this.writeStatus({ ...this.deployment.status, conditions });
  }

  private writeStatus(status: NonNullable<Deployment['status']>): void {
    const written = this.client.updateStatus<Deployment>({ ...this.deployment, status });
    if (written.ok) this.deployment = written.value;
  }

  /** Sees to the ReplicaSet of the present template and its revision. */
  private find(create: boolean): void {
    const sought = presentSet(this.deployment, this.sets, create, this.client);
    if (sought.t === 'collision') {
      const { status } = this.deployment;
      this.writeStatus({ ...status, collisionCount: (status?.collisionCount ?? 0) + 1 });
    }
    if (!('set' in sought)) return;
    const { set } = sought;
    const others = this.sets.filter(({ metadata }) => metadata.uid !== set.metadata.uid);
    this.sets = sought.t === 'created' ? [...others, set] : this.sets.map((one) => (others.includes(one) ? one : set));
    this.deployment = noteRevision(this.deployment, set, this.client);
    const conditions = withSet(this.deployment.status?.conditions ?? [], sought.t, set, timestamp(this.now));
    if (this.deployment.spec.progressDeadlineSeconds !== undefined)
      this.writeStatus({ ...this.deployment.status, conditions });
  }

  private resize(sizes: ReadonlyMap<ReplicaSet, number>): boolean {
    const changed = [...sizes].map(([set, size]) => scaled(set, size, this.deployment, this.client));
    return changed.includes(true);
  }

  /** Models deployment rolloutRolling (v1.36). */
  private roll(): void {
    this.find(true);
    const { current, old } = this;
    if (!current) return;
    const size = newSetSize(this.deployment, wantedPods(current), this.sets);
    if (this.resize(new Map([[current, size]]))) return;
    const shrinking = [...oldSetSizes(this.deployment, current, old)].filter(([set, next]) => next < wantedPods(set));
    if (this.resize(new Map(shrinking))) return;
    this.cleanUp();
  }

  /** All old Pods are gone before the first new one is made. Models deployment rolloutRecreate (v1.36). */
  private recreate(): void {
    this.find(false);
    const active = this.old.filter((set) => wantedPods(set) > 0);
    if (this.resize(new Map(active.map((set) => [set, 0])))) return;
    if (this.old.some((set) => this.hasPods(set))) return;
    if (!this.current) this.find(true);
    const { current } = this;
    if (current) this.resize(new Map([[current, this.deployment.spec.replicas ?? 1]]));
    this.cleanUp();
  }

  private hasPods({ metadata }: ReplicaSet): boolean {
    const pods = this.client.ownedBy<Pod>('Pod', metadata.namespace ?? '', metadata.uid ?? '');
    return pods.some((pod) => !isPodFinished(pod));
  }

  private cleanUp(): void {
    if (isComplete(this.deployment, this.deployment.status ?? {})) dropHistory(this.deployment, this.old, this.client);
  }

  private report(progress: boolean): number | undefined {
    const { deployment, current, now } = this;
    const counted = countedStatus(deployment, current, this.sets, timestamp(now));
    const status = progress ? { ...counted, conditions: withProgress(deployment, current, counted, now) } : counted;
    this.writeStatus(status);
    return progress ? untilStuck(deployment, status, now) : undefined;
  }
}
